package org.xraystream.ehr.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * The reports that record systems refused, and how one is sent to the system that refused it once more, and to no other.
 * The sending and the note of it are one transaction under an id that only one sender in the cluster can hold, and the
 * notes are read after it is held: so no report is sent twice, whoever asks and wherever. A report that a later one of its
 * scan has replaced is not sent: it would stand in the later one's place.
 *
 * <p>For one thread; every method throws a {@link KafkaException} where the brokers fail.
 */
public final class UndeliveredReports {

    private static final String TRANSACTIONAL_ID = "xraystream-ehr-redrive";
    private static final Pattern ID = Pattern.compile("(\\d{1,9})/(\\d{1,18})");

    private final Connection connection;
    private final Clock clock;

    /** Those of a cluster. */
    public UndeliveredReports(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param id its place, {@code PARTITION/OFFSET}
     * @param redriven when it was sent once more
     */
    public record Refusal(
            String id, Instant at, String scanId, String destination, String reason, Optional<Instant> redriven) {}

    /** What came of the wish to send one once more. */
    public enum Redrive {
        SENT,
        ALREADY_SENT,
        /** A later report of the same scan says all that stands. */
        REPLACED,
        NO_SUCH_REPORT
    }

    /** All of them, oldest first. */
    public List<Refusal> list() {
        Map<String, Instant> redriven = redriven();
        var refusals = new ArrayList<Refusal>();
        try (var reader = new TopicReader(connection, List.of(Topics.UNDELIVERED))) {
            reader.seekToBeginning();
            reader.readToEnd(record -> refusals.add(refusal(record, redriven)));
        }
        refusals.sort(Comparator.comparing(Refusal::at));
        return refusals;
    }

    private static Refusal refusal(ConsumerRecord<byte[], byte[]> record, Map<String, Instant> redriven) {
        return new Refusal(
                id(record),
                Instant.ofEpochMilli(record.timestamp()),
                text(record.key()),
                header(record, Undelivered.DESTINATION),
                header(record, Undelivered.REASON),
                Optional.ofNullable(redriven.get(note(record))));
    }

    /**
     * Sends one once more.
     *
     * @param id as listed
     * @param account who wants it
     */
    public Redrive redrive(String id, String account) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_REQUEST);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            Optional<ConsumerRecord<byte[], byte[]>> found = find(id);
            if (found.isEmpty()) {
                return Redrive.NO_SUCH_REPORT;
            }
            ConsumerRecord<byte[], byte[]> report = found.get();
            if (redriven().containsKey(note(report))) {
                return Redrive.ALREADY_SENT;
            }
            if (isReplaced(report)) {
                return Redrive.REPLACED;
            }
            var sent = new ProducerRecord<>(Topics.FHIR.name(), report.key(), report.value());
            sent.headers().add(Undelivered.DESTINATION, destination(report));
            var note = new ProducerRecord<>(
                    Topics.REDRIVES.name(),
                    null,
                    clock.millis(),
                    note(report).getBytes(UTF_8),
                    account.getBytes(UTF_8));
            producer.beginTransaction();
            // What becomes of them is told by the commit.
            var unused = List.of(producer.send(sent), producer.send(note));
            producer.commitTransaction();
            return Redrive.SENT;
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> find(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try (var reader = new TopicReader(connection, List.of(Topics.UNDELIVERED))) {
            var partition = new TopicPartition(Topics.UNDELIVERED.name(), Integer.parseInt(parts.group(1)));
            long offset = Long.parseLong(parts.group(2));
            if (!reader.partitions().contains(partition)
                    || offset >= reader.endOffsets().getOrDefault(partition, 0L)) {
                return Optional.empty();
            }
            TopicReader.Place place = reader.at(partition, offset);
            if (place instanceof TopicReader.Place.Unknown) {
                throw new KafkaException("the brokers do not give the report");
            }
            return place instanceof TopicReader.Place.Occupied occupied
                    ? Optional.of(occupied.record())
                    : Optional.empty();
        }
    }

    /** Whether the last report of the scan, from the refused one on, is another. */
    private boolean isReplaced(ConsumerRecord<byte[], byte[]> refused) {
        Matcher source = ID.matcher(header(refused, Undelivered.SOURCE));
        var last = new byte[][] {refused.value()};
        try (var reader = new TopicReader(connection, List.of(Topics.FHIR))) {
            Map<TopicPartition, Long> from = new HashMap<>(reader.endOffsets());
            if (source.matches()) {
                from.put(
                        new TopicPartition(Topics.FHIR.name(), Integer.parseInt(source.group(1))),
                        Long.parseLong(source.group(2)));
                reader.seek(from);
            } else {
                reader.seekToBeginning();
            }
            reader.readToEnd(record -> {
                if (Arrays.equals(record.key(), refused.key())) {
                    last[0] = record.value();
                }
            });
        }
        return !Arrays.equals(last[0], refused.value());
    }

    private Map<String, Instant> redriven() {
        Map<String, Instant> redriven = new HashMap<>();
        try (var reader = new TopicReader(connection, List.of(Topics.REDRIVES))) {
            reader.seekToBeginning();
            reader.readToEnd(record -> redriven.put(text(record.key()), Instant.ofEpochMilli(record.timestamp())));
        }
        return redriven;
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + "/" + record.offset();
    }

    /** Beside the dead letters, whose notes are their places alone. */
    private static String note(ConsumerRecord<byte[], byte[]> record) {
        return "undelivered/" + id(record);
    }

    private static byte[] destination(ConsumerRecord<byte[], byte[]> record) {
        return header(record, Undelivered.DESTINATION).getBytes(UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
