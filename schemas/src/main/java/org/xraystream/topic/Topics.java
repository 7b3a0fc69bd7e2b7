package org.xraystream.topic;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.Serdes;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Label;
import org.xraystream.event.LiveQuality;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.Rejection;
import org.xraystream.event.Scan;
import org.xraystream.registry.EventSerde;

/** The catalogue of topics. Nothing else in the product names one. */
public final class Topics {

    /** Largest record of a topic that carries images or models, in bytes. */
    public static final int LARGEST_RECORD = 20 * 1024 * 1024;

    /** Largest request of a producer: the largest record and what Kafka puts around it, in bytes. */
    public static final int LARGEST_REQUEST = LARGEST_RECORD + 1024 * 1024;

    /** Scans and what is joined to them have equally many partitions. */
    private static final int SCAN_PARTITIONS = 4;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration RECORD_KEEPING = Duration.ofDays(3650);
    /** A bad release must not be the only one left: its predecessors, and why they were, stay readable for this long. */
    private static final Duration RELEASE_HISTORY = YEAR;

    /** Radiographs from the modalities. */
    public static final Topic<String, Scan> SCANS =
            event("xray.scans", Scan.class, SCAN_PARTITIONS, kept(WEEK), large());

    /**
     * Which images gateways have sent as scans, by scan, and under {@code place/GATEWAY} up to where a gateway has seen to
     * its inbox. Written in one transaction with the scan, so that none is sent twice and none is passed over.
     */
    public static final Topic<String, String> INTAKE = new Topic<>(
            "xray.intake",
            Serdes.String(),
            registry -> Serdes.String(),
            1,
            Map.of("cleanup.policy", "compact,delete", "retention.ms", Long.toString(YEAR.toMillis())));

    /** What the models said of them. */
    public static final Topic<String, Diagnosis> DIAGNOSES =
            event("xray.diagnoses", Diagnosis.class, SCAN_PARTITIONS, kept(RECORD_KEEPING));

    /** What models that only watch said of a share of them: for comparison, never for a patient. */
    public static final Topic<String, Diagnosis> SHADOW_DIAGNOSES =
            event("xray.shadow-diagnoses", Diagnosis.class, SCAN_PARTITIONS, kept(MONTH));

    /** Scans that could not be classified, and why. */
    public static final Topic<String, Rejection> REJECTIONS =
            event("xray.rejections", Rejection.class, SCAN_PARTITIONS, kept(RECORD_KEEPING));

    /** Records that are no scan at all, as they came; what is wrong stands in their {@code __streams.errors} headers. */
    public static final Topic<byte[], byte[]> DEAD_LETTERS = new Topic<>(
            "xray.dead-letters",
            Serdes.ByteArray(),
            registry -> Serdes.ByteArray(),
            SCAN_PARTITIONS,
            merged(kept(RECORD_KEEPING), large()));

    /**
     * Which dead letters were sent once more: {@code partition/offset} of the letter, and who sent it when; and which
     * reports that a record system refused, as {@code undelivered/partition/offset}. Written in one transaction with the
     * sending, so that none is sent twice.
     */
    public static final Topic<String, String> REDRIVES =
            new Topic<>("xray.redrives", Serdes.String(), registry -> Serdes.String(), 1, compacted());

    /** The pixels that the network saw. */
    public static final Topic<String, PreparedScan> PREPARED = event(
            "xray.prepared",
            PreparedScan.class,
            SCAN_PARTITIONS,
            Map.ofEntries(
                    entry("cleanup.policy", "compact,delete"), entry("retention.ms", Long.toString(YEAR.toMillis()))));

    /** What radiologists found. Not compacted: by scan, one reader's label would erase another's. */
    public static final Topic<String, Label> LABELS =
            event("xray.labels", Label.class, SCAN_PARTITIONS, kept(RECORD_KEEPING));

    /** The models in force, by slot. */
    public static final Topic<String, ModelRelease> MODELS = event(
            "xray.models",
            ModelRelease.class,
            1,
            compacted(),
            large(),
            Map.of("min.compaction.lag.ms", Long.toString(RELEASE_HISTORY.toMillis())));

    /** How models do against labels. */
    public static final Topic<String, LiveQuality> QUALITY = event("xray.quality", LiveQuality.class, 1, compacted());

    /**
     * Who did what. Kept as long as the diagnoses that it explains; never compacted, and one partition, so that its order
     * is the order of what happened.
     */
    public static final Topic<String, AuditEvent> AUDIT =
            event("xray.audit", AuditEvent.class, 1, kept(RECORD_KEEPING));

    /** What record systems are told. For a year: older ones can be made anew from diagnoses, rejections and labels. */
    public static final Topic<String, FhirReport> FHIR =
            event("xray.fhir", FhirReport.class, SCAN_PARTITIONS, kept(YEAR));

    /**
     * Records of {@code xray.fhir} that a record system refused for good, as they came; which one and why stands in the
     * headers {@code xraystream.destination} and {@code xraystream.reason}, where it lay in {@code xraystream.source}.
     */
    public static final Topic<byte[], byte[]> UNDELIVERED = new Topic<>(
            "xray.undelivered",
            Serdes.ByteArray(),
            registry -> Serdes.ByteArray(),
            SCAN_PARTITIONS,
            kept(RECORD_KEEPING));

    private static final List<Topic<?, ?>> ALL = List.of(
            SCANS,
            INTAKE,
            DIAGNOSES,
            SHADOW_DIAGNOSES,
            REJECTIONS,
            DEAD_LETTERS,
            REDRIVES,
            PREPARED,
            LABELS,
            MODELS,
            QUALITY,
            AUDIT,
            FHIR,
            UNDELIVERED);

    private Topics() {}

    /** Every topic of the product. */
    public static List<Topic<?, ?>> all() {
        return ALL;
    }

    /**
     * Creates the topics that are missing and leaves the others as they are.
     *
     * @throws KafkaException if the cluster refuses one for another reason than that it exists
     */
    public static void createMissing(Admin admin) throws InterruptedException {
        List<NewTopic> topics = ALL.stream().map(Topic::asNewTopic).toList();
        for (var creation : admin.createTopics(topics).values().entrySet()) {
            try {
                creation.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("topic " + creation.getKey() + " cannot be created", e.getCause());
                }
            }
        }
    }

    @SafeVarargs
    private static <V extends SpecificRecord> Topic<String, V> event(
            String name, Class<V> type, int partitions, Map<String, String>... settings) {
        return new Topic<>(
                name, Serdes.String(), registry -> new EventSerde<>(type, registry), partitions, merged(settings));
    }

    private static Map<String, String> kept(Duration duration) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(duration.toMillis()));
    }

    private static Map<String, String> compacted() {
        return Map.of("cleanup.policy", "compact");
    }

    private static Map<String, String> large() {
        return Map.of("max.message.bytes", Integer.toString(LARGEST_RECORD));
    }

    @SafeVarargs
    private static Map<String, String> merged(Map<String, String>... parts) {
        return Stream.of(parts)
                .flatMap(part -> part.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
