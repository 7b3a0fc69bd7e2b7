package org.xraystream.ehr.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.xraystream.ehr.fhir.Fhir;

/**
 * A server over real HTTP that takes transactions as FHIR R4 wants them: what is to be created only where it is missing is
 * created once, and what is put again without a change makes no new version. Remembers everything.
 */
public final class RecordingFhirServer implements AutoCloseable {

    private static final int TAKEN = 200;
    private static final String RESPONSE = "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\"}";
    private static final Duration TOO_LATE = Duration.ofSeconds(3);

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Bundle> transactions = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private HttpServer server;
    private Optional<String> required = Optional.empty();
    private int versions;

    private record Answer(int status, String body, boolean tooLate) {}

    private RecordingFhirServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one at any free port. */
    public static RecordingFhirServer start() throws IOException {
        var recording = new RecordingFhirServer(serverAt(0));
        recording.serve();
        return recording;
    }

    private static HttpServer serverAt(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    private void serve() {
        server.setExecutor(Executors.newFixedThreadPool(2, task -> {
            var thread = new Thread(task, "recording-fhir-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/fhir", this::take);
        server.start();
    }

    /** Its base address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    /** Answers the next request so, and does nothing with it. */
    public RecordingFhirServer next(int status, String body) {
        answers.add(new Answer(status, body, false));
        return this;
    }

    /** Takes the next transaction, and answers it later than anybody waits for. */
    public RecordingFhirServer nextTooLate() {
        answers.add(new Answer(TAKEN, RESPONSE, true));
        return this;
    }

    /** From now on refuses whoever does not authorize himself so. */
    public synchronized void requireAuthorization(String authorization) {
        required = Optional.of(authorization);
    }

    /** Goes away. */
    public void leave() {
        server.stop(0);
    }

    /** Comes back where it was, with all that it had. */
    public void comeBack() throws IOException {
        server = serverAt(server.getAddress().getPort());
        serve();
    }

    /** All transactions that were taken, in their order. */
    public synchronized List<Bundle> transactions() {
        return List.copyOf(transactions);
    }

    /** The report in each of them. */
    public List<DiagnosticReport> reports() {
        return transactions().stream()
                .flatMap(bundle -> bundle.getEntry().stream())
                .map(BundleEntryComponent::getResource)
                .filter(DiagnosticReport.class::isInstance)
                .map(DiagnosticReport.class::cast)
                .toList();
    }

    /** The {@code Authorization} of each request. */
    public synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** What is stored: the resource by the condition that it was sent with. */
    public synchronized Map<String, String> resources() {
        return Map.copyOf(resources);
    }

    /** How many versions of resources were ever stored. */
    public synchronized int versions() {
        return versions;
    }

    private synchronized void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        authorizations.add(authorization);
        Answer answer = answer(authorization);
        if (answer.status() == TAKEN) {
            Bundle transaction = Fhir.bundle(body);
            transactions.add(transaction);
            transaction.getEntry().forEach(this::store);
        }
        if (answer.tooLate()) {
            pause();
        }
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(String authorization) {
        if (required.filter(right -> !right.equals(authorization)).isPresent()) {
            return new Answer(401, "", false);
        }
        Answer next = answers.poll();
        return next == null ? new Answer(TAKEN, RESPONSE, false) : next;
    }

    private static void pause() {
        try {
            Thread.sleep(TOO_LATE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void store(BundleEntryComponent entry) {
        var only = new Bundle();
        only.addEntry().setResource(entry.getResource());
        String content = Fhir.json(only);
        var request = entry.getRequest();
        boolean isPut = request.getMethod() == HTTPVerb.PUT;
        String condition = isPut ? request.getUrl() : request.getUrl() + "?" + request.getIfNoneExist();
        if (isPut ? !content.equals(resources.get(condition)) : !resources.containsKey(condition)) {
            resources.put(condition, content);
            versions++;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
