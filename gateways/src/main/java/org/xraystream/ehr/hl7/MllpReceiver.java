package org.xraystream.ehr.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.llp.LLPException;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.ehr.delivery.Attempt;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.ehr.delivery.Destination;
import org.xraystream.event.FhirReport;
import org.xraystream.service.settings.Settings;

/**
 * A record system that takes HL7 v2.5 over MLLP, one message at a time on one connection, which is made anew whenever it
 * broke or an acknowledgement did not come in time. What the acknowledgement means is chapter 2's (2.9.2.2, tables 0008 and
 * 0357): AA, it has the message; AE, something is wrong with the message, so it is refused for good; AR, something else was
 * wrong, so it is tried again, unless the error says that such messages are never taken (200 to 203). The commit
 * acknowledgements CA, CE and CR count alike.
 */
public final class MllpReceiver implements Destination {

    /** Unsupported message type, event, processing id, version. */
    private static final Set<String> NEVER_TAKEN = Set.of("200", "201", "202", "203");

    private static final Logger log = LoggerFactory.getLogger(MllpReceiver.class);

    private final Hl7Settings settings;
    private final HapiContext context;
    private Optional<Connection> connection = Optional.empty();

    private MllpReceiver(Hl7Settings settings) {
        this.settings = settings;
        context = new DefaultHapiContext();
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.setLowerLayerProtocol(new MinLowerLayerProtocol(true));
    }

    /** The receiver that the settings below {@code hl7.} name, if they do. */
    public static Optional<MllpReceiver> from(Settings settings) {
        return Hl7Settings.from(settings).map(MllpReceiver::new);
    }

    @Override
    public String name() {
        return "hl7";
    }

    @Override
    public Attempt deliver(FhirReport report, Bundle identified) {
        ORU_R01 message;
        try {
            message = OruMessage.of(report, identified, settings);
        } catch (HL7Exception e) {
            return new Refused("the report cannot be said in HL7 v2");
        }
        try {
            return judge(connected().getInitiator().sendAndReceive(message));
        } catch (IOException | LLPException | HL7Exception e) {
            disconnect();
            return new Postponed(
                    "the HL7 receiver does not answer: " + e.getClass().getSimpleName());
        }
    }

    private Connection connected() throws HL7Exception {
        if (connection.filter(Connection::isOpen).isEmpty()) {
            disconnect();
            Connection opened = context.newClient(settings.host(), settings.port(), settings.tls());
            opened.getInitiator().setTimeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
            connection = Optional.of(opened);
        }
        return connection.orElseThrow();
    }

    private void disconnect() {
        Optional<Connection> broken = connection;
        connection = Optional.empty();
        try {
            if (broken.isPresent()) {
                broken.get().close();
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("HL7 connection did not close");
        }
    }

    private static Attempt judge(Message acknowledgement) throws HL7Exception {
        var fields = new Terser(acknowledgement);
        String code = field(fields, "/MSA-1").orElse("no code");
        String error =
                field(fields, "/ERR-3-1").map(number -> ", error " + number).orElse("");
        return switch (code) {
            case "AA", "CA" -> new Delivered();
            case "AE", "CE" -> new Refused("acknowledged with " + code + error);
            case "AR", "CR" ->
                field(fields, "/ERR-3-1").filter(NEVER_TAKEN::contains).isPresent()
                        ? new Refused("acknowledged with " + code + error)
                        : new Postponed("the HL7 receiver acknowledges with " + code + error);
            default -> new Postponed("the HL7 receiver acknowledges with " + code);
        };
    }

    private static Optional<String> field(Terser fields, String path) throws HL7Exception {
        @Nullable String value = fields.get(path);
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    @Override
    public void close() {
        disconnect();
        try {
            context.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the HL7 connection does not close", e);
        }
    }
}
