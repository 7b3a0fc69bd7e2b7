package org.xraystream.modality;

import static org.xraystream.event.RejectionReason.OTHER;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.dicom.DicomFile;
import org.xraystream.event.Scan;
import org.xraystream.modality.Inbox.Arrival;
import org.xraystream.modality.Inbox.Arrivals;
import org.xraystream.registry.RegistryException;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentAwayException;
import org.xraystream.service.events.Follower;
import org.xraystream.service.health.Health;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.tracing.Trace;

/**
 * Takes images from an inbox, one after the other, and sends each as one scan. An image is done with once its scan is in
 * Kafka and it is cleared away; only then is the place behind it kept. So whatever is killed when, at most one image is
 * looked at a second time, and the ledger knows it.
 *
 * <p>A bad image is kept where it is, with the reason, and the next is taken. An inbox, a broker, a registry or a content
 * store that does not answer is waited for.
 */
final class Intake implements Follower.Course {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final String PART = "intake";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Inbox inbox;
    private final DicomScans scans;
    private final LargePayloads payloads;
    private final Connection connection;
    private final SchemaRegistry registry;
    private final String gateway;
    private final Duration every;
    private final MeterRegistry metrics;
    private boolean fromTheBeginning;
    private volatile Health health = new Health(PART, false, "not begun yet");

    /**
     * An intake, begun by a {@link Follower}.
     *
     * @param gateway see {@link IntakeLedger}
     * @param every how often an empty inbox is looked into
     * @param again whether to look once at all that the inbox still holds, for what was refused before
     */
    Intake(
            Inbox inbox,
            DicomScans scans,
            LargePayloads payloads,
            Connection connection,
            SchemaRegistry registry,
            String gateway,
            Duration every,
            boolean again,
            MeterRegistry metrics) {
        this.inbox = inbox;
        this.scans = scans;
        this.payloads = payloads;
        this.connection = connection;
        this.registry = registry;
        this.gateway = gateway;
        this.every = every;
        this.fromTheBeginning = again;
        this.metrics = metrics;
    }

    /** Whether images are taken, and if not why. */
    Health health() {
        return health;
    }

    @Override
    public void run(Follower follower) throws InterruptedException {
        try (var ledger = new IntakeLedger(connection, registry, gateway)) {
            long place = inbox.resume(fromTheBeginning ? 0 : ledger.place(), ledger.mark());
            fromTheBeginning = false;
            while (follower.goesOn()) {
                Arrivals arrivals = inbox.after(place);
                health = new Health(PART, true, "takes images");
                if (arrivals.place() < place) {
                    log.atWarn().log("{} has begun anew, and is read from its beginning", inbox.name());
                }
                for (Arrival arrival : arrivals.images()) {
                    if (!follower.goesOn()) {
                        return;
                    }
                    if (!take(arrival, place, ledger, follower)) {
                        return;
                    }
                    place = arrival.place();
                }
                if (arrivals.images().isEmpty() && arrivals.place() == place) {
                    follower.pause(every);
                }
                place = arrivals.place();
                ledger.keep(place, inbox.mark());
            }
        } catch (IOException e) {
            health = new Health(
                    PART,
                    false,
                    inbox.name() + " does not answer: " + e.getClass().getSimpleName());
            log.atWarn().addKeyValue("cause", e.toString()).log("{} does not answer, trying again", inbox.name());
        } catch (KafkaException | RegistryException e) {
            health = new Health(PART, false, "scans cannot be sent: " + e.getMessage());
            throw e;
        }
    }

    /** Whether it is done with; false if it had to wait when the intake was closed. */
    private boolean take(Arrival arrival, long done, IntakeLedger ledger, Follower follower)
            throws IOException, InterruptedException {
        try {
            Optional<byte[]> content = arrival.content();
            if (content.isEmpty()) {
                count("gone", "none");
                return true;
            }
            DicomFile file = DicomScans.read(content.get());
            if (DicomScans.isOurs(file)) {
                arrival.delivered();
                count("own", "none");
                return true;
            }
            String scanId = DicomScans.scanIdOf(file);
            if (ledger.has(scanId)) {
                count("repeated", "none");
            } else {
                Optional<Scan> scan = sendable(scan(file), follower);
                if (scan.isEmpty()) {
                    return false;
                }
                send(scan.get(), done, ledger);
            }
            arrival.delivered();
        } catch (RefusedImageException e) {
            arrival.refused(e);
            count("refused", e.reason().name());
            log.atWarn()
                    .addKeyValue("image", arrival.label())
                    .addKeyValue("reason", e.reason())
                    .addKeyValue("detail", e.detail())
                    .log("image refused and kept in {}", inbox.name());
        }
        return true;
    }

    /** Waits for the content store as long as it is away, lest a later image overtake this one. */
    private Optional<Scan> sendable(Scan scan, Follower follower) throws IOException, InterruptedException {
        while (true) {
            try {
                Scan sendable = payloads.refer(scan);
                health = new Health(PART, true, "takes images");
                return Optional.of(sendable);
            } catch (ContentAwayException e) {
                if (health.up()) {
                    log.atWarn().addKeyValue("cause", e.toString()).log("scans wait for the content store");
                }
                health = new Health(PART, false, "scans wait: " + e.getMessage());
                follower.pause(PAUSE);
                if (!follower.goesOn()) {
                    return Optional.empty();
                }
            }
        }
    }

    private void send(Scan scan, long done, IntakeLedger ledger) {
        try (var unusedTrace = Trace.begin("take in image")) {
            ledger.send(scan, done, inbox.mark());
            count("sent", "none");
            log.atInfo().addKeyValue("scanId", scan.getScanId()).log("scan sent");
        }
    }

    /** No image may stop those behind it, not even by a fault of ours. */
    private Scan scan(DicomFile file) throws RefusedImageException {
        try {
            return scans.scanOf(file);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("an image that this software fails on");
            throw new RefusedImageException(
                    OTHER, "this software fails on it: " + e.getClass().getSimpleName());
        }
    }

    private void count(String outcome, String reason) {
        metrics.counter("xraystream.intake.images", "outcome", outcome, "reason", reason)
                .increment();
    }
}
