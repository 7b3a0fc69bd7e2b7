package org.xraystream.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.ContentReference;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.event.SourcePosition;
import org.xraystream.service.tracing.Trace;

/**
 * Reads each scan once: refuses what is incomplete or contradicts an earlier scan, passes over what was read before,
 * reads the rest. A scan is remembered only after its outcome was forwarded, all in one transaction; a failure in
 * between sends the record to the dead letters and leaves the scan unknown, so that it can be sent again.
 */
final class ReadOnce implements Processor<String, Scan, String, Outcome> {

    private static final Logger log = LoggerFactory.getLogger(ReadOnce.class);

    private final ScanReading reading;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final ThreadLocal<CommitPace> paces;
    private final MessageDigest sha256 = newSha256();
    private @Nullable ProcessorContext<String, Outcome> context;
    private @Nullable SeenScans seenScans;
    private @Nullable CommitPace pace;

    private ReadOnce(ScanReading reading, Clock clock, MeterRegistry metrics, ThreadLocal<CommitPace> paces) {
        this.reading = reading;
        this.clock = clock;
        this.metrics = metrics;
        this.paces = paces;
    }

    static ProcessorSupplier<String, Scan, String, Outcome> supplier(
            ScanReading reading, Clock clock, MeterRegistry metrics) {
        // The tasks of a thread share its time and commit together.
        ThreadLocal<CommitPace> paces = ThreadLocal.withInitial(() -> new CommitPace(System.nanoTime()));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Scan, String, Outcome> get() {
                return new ReadOnce(reading, clock, metrics, paces);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(SeenScans.storeBuilder());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Outcome> context) {
        this.context = context;
        this.pace = paces.get();
        this.seenScans = new SeenScans(context.getStateStore(SeenScans.STORE));
    }

    @Override
    public void process(Record<String, Scan> record) {
        long began = System.nanoTime();
        try (var unusedTrace = Trace.in(record.headers())) {
            read(record);
        }
        if (requireNonNull(pace).commitsAfter(began, System.nanoTime())) {
            requireNonNull(context).commit();
        }
    }

    private void read(Record<String, Scan> record) {
        var received = new ReceivedScan(
                record.key(),
                record.value(),
                positionOf(requireNonNull(context).recordMetadata()),
                Instant.ofEpochMilli(record.timestamp()));
        Optional<Outcome> incomplete = incompleteness(received);
        if (incomplete.isPresent()) {
            forward(record, received, incomplete.get());
        } else {
            readUnlessSeen(record, received, requireNonNull(received.scan()));
        }
    }

    private void readUnlessSeen(Record<String, Scan> record, ReceivedScan received, Scan scan) {
        SeenScans seen = requireNonNull(seenScans);
        byte[] hash = contentHash(scan);
        switch (seen.of(scan.getScanId(), hash, received.receivedAt())) {
            case NEW -> {
                forward(record, received, reading.read(received, scan));
                seen.remember(scan.getScanId(), hash, received.receivedAt());
            }
            case REPEATED -> {
                count("repeated", "none");
                log.atDebug().addKeyValue("scanId", scan.getScanId()).log("scan was read before, passed over");
            }
            case CONFLICTING ->
                forward(
                        record,
                        received,
                        received.refused(
                                RejectionReason.CONFLICTING_CONTENT,
                                "a scan with this id and other content was read before",
                                clock.instant()));
        }
    }

    private Optional<Outcome> incompleteness(ReceivedScan received) {
        Scan scan = received.scan();
        if (scan == null) {
            return refused(received, RejectionReason.INCOMPLETE_SCAN, "the record has no value");
        }
        if (scan.getScanId().isBlank()) {
            return refused(received, RejectionReason.INCOMPLETE_SCAN, "scanId is blank");
        }
        if (scan.getPatientPseudonym().isBlank()) {
            return refused(received, RejectionReason.INCOMPLETE_SCAN, "patientPseudonym is blank");
        }
        if (scan.getSite().isBlank()) {
            return refused(received, RejectionReason.INCOMPLETE_SCAN, "site is blank");
        }
        if (!scan.getScanId().equals(received.key())) {
            return refused(received, RejectionReason.KEY_MISMATCH, "the record's key is not its scanId");
        }
        return Optional.empty();
    }

    private Optional<Outcome> refused(ReceivedScan received, RejectionReason reason, String detail) {
        return Optional.of(received.refused(reason, detail, clock.instant()));
    }

    private void forward(Record<String, Scan> record, ReceivedScan received, Outcome outcome) {
        requireNonNull(context).forward(new Record<>(received.id(), outcome, record.timestamp(), record.headers()));
        count(outcome);
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Diagnosed diagnosed) {
            count("diagnosed", diagnosed.diagnosis().getFinding().name());
        } else if (outcome instanceof Outcome.Refused refused) {
            count("rejected", refused.rejection().getReason().name());
        }
    }

    private void count(String outcome, String result) {
        metrics.counter("xraystream.scans", "outcome", outcome, "result", result)
                .increment();
    }

    private byte[] contentHash(Scan scan) {
        if (scan.getPayload() instanceof ContentReference reference) {
            try {
                return HexFormat.of().parseHex(reference.getSha256());
            } catch (IllegalArgumentException e) {
                return new byte[0];
            }
        }
        sha256.reset();
        sha256.update(((ByteBuffer) scan.getPayload()).duplicate());
        return sha256.digest();
    }

    private static SourcePosition positionOf(Optional<RecordMetadata> metadata) {
        return metadata.map(at -> new SourcePosition(at.topic(), at.partition(), at.offset()))
                .orElseThrow(() -> new IllegalStateException("a scan comes from a topic"));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
