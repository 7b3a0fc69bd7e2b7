package org.xraystream.ehr.hl7;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** HAPI's own HL7 listener: checks what it gets, remembers it and acknowledges it as it is told. */
public final class RecordingReceiver implements ReceivingApplication<Message>, AutoCloseable {

    private final HapiContext context = new DefaultHapiContext();
    private final Queue<Reaction> reactions = new ConcurrentLinkedQueue<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final int port;
    private HL7Service service;

    /** @param error for ERR-3, as table 0357 numbers it; 0 for none */
    private record Reaction(AcknowledgmentCode code, int error, long pauseMs) {}

    private RecordingReceiver(int port) throws InterruptedException {
        this.port = port;
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        context.setLowerLayerProtocol(new MinLowerLayerProtocol(true));
        service = listen();
    }

    /** Starts one at any free port. */
    public static RecordingReceiver start() throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0)) {
            int port = socket.getLocalPort();
            socket.close();
            return new RecordingReceiver(port);
        }
    }

    private HL7Service listen() throws InterruptedException {
        HL7Service listening = context.newServer(port, false);
        listening.registerApplication(this);
        listening.startAndWait();
        return listening;
    }

    /** Where it listens. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Acknowledges the next message so, and does not remember it. */
    public RecordingReceiver next(AcknowledgmentCode code, int error) {
        reactions.add(new Reaction(code, error, 0));
        return this;
    }

    /** Acknowledges the next message too late. */
    public RecordingReceiver nextAfter(long pauseMs) {
        reactions.add(new Reaction(AcknowledgmentCode.AA, 0, pauseMs));
        return this;
    }

    /** Goes away, and cuts the connections. */
    public void leave() {
        service.stopAndWait();
    }

    /** Comes back where it was. */
    public void comeBack() throws InterruptedException {
        service = listen();
    }

    /** The messages that were accepted, as they came. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** One field of each of them, as {@link Terser} names it. */
    public List<String> fields(String path) {
        return messages.stream().map(message -> field(message, path)).toList();
    }

    private String field(String message, String path) {
        try {
            return String.valueOf(new Terser(context.getPipeParser().parse(message)).get(path));
        } catch (HL7Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
        Reaction reaction = reactions.poll();
        try {
            if (reaction == null) {
                messages.add(message.encode());
                return message.generateACK();
            }
            Thread.sleep(reaction.pauseMs());
            Message answer = message.generateACK(reaction.code(), null);
            if (reaction.error() > 0) {
                new Terser(answer).set("/ERR-3-1", Integer.toString(reaction.error()));
            }
            return answer;
        } catch (IOException e) {
            throw new HL7Exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HL7Exception(e);
        }
    }

    @Override
    public boolean canProcess(Message message) {
        return true;
    }

    @Override
    public void close() throws IOException {
        service.stopAndWait();
        context.close();
    }
}
