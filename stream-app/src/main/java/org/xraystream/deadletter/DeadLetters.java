package org.xraystream.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.xraystream.deadletter.RedriveRefusedException.Reason;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.tracing.Trace;
import org.xraystream.topic.Topics;

/**
 * The dead letters, and how one is sent to {@code xray.scans} once more: key and bytes as they came. The sending and the
 * note of it are one transaction under an id that only one sender in the cluster can hold, and the notes are read after
 * it is held: so no letter is sent twice, whoever asks and wherever.
 *
 * <p>Thread-safe; one request at a time.
 */
public final class DeadLetters {

    private static final String REDRIVEN_FROM = "xraystream.redriven.from";

    private final Connection connection;
    private final String transactionalId;
    private final Clock clock;

    /** The dead letters of an application. */
    public DeadLetters(Connection connection, String applicationId, Clock clock) {
        this.connection = connection;
        this.transactionalId = applicationId + "-redrive";
        this.clock = clock;
    }

    /** The latest, latest first, and how many there are. */
    public record Listed(List<DeadLetter> letters, long kept) {}

    /** The latest dead letters. */
    public synchronized Listed latest(int most) {
        Map<String, Instant> redriven = redriven();
        var letters = new ArrayList<DeadLetter>();
        try (var reader = new TopicReader(connection, List.of(Topics.DEAD_LETTERS))) {
            Map<TopicPartition, Long> first = reader.firstOffsets();
            Map<TopicPartition, Long> ends = reader.endOffsets();
            Map<TopicPartition, Long> from = new HashMap<>();
            // As many records of each partition; where some of them only end transactions, a few letters fewer.
            ends.forEach((partition, end) ->
                    from.put(partition, Math.max(first.getOrDefault(partition, 0L), end - 2L * most)));
            reader.seek(from);
            reader.readToEnd(record -> letters.add(DeadLetter.of(record, redriven.get(id(record)))));
        }
        letters.sort(Comparator.comparing(DeadLetter::at).reversed());
        return new Listed(letters.stream().limit(most).toList(), kept());
    }

    /** How many offsets are kept, markers of transactions among them: an upper bound that costs no reading. */
    public long kept() {
        try (var reader = new TopicReader(connection, List.of(Topics.DEAD_LETTERS))) {
            Map<TopicPartition, Long> first = reader.firstOffsets();
            return reader.endOffsets().entrySet().stream()
                    .mapToLong(end -> end.getValue() - first.getOrDefault(end.getKey(), 0L))
                    .sum();
        }
    }

    private Map<String, Instant> redriven() {
        Map<String, Instant> redriven = new HashMap<>();
        try (var reader = new TopicReader(connection, List.of(Topics.REDRIVES))) {
            reader.seekToBeginning();
            reader.readToEnd(
                    record -> redriven.put(new String(record.key(), UTF_8), Instant.ofEpochMilli(record.timestamp())));
        }
        return redriven;
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + "/" + record.offset();
    }

    /**
     * Sends a letter once more.
     *
     * @param account who wants it
     * @return where it lies now
     * @throws KafkaException if the brokers do not take it; then it was not sent
     */
    public synchronized RecordMetadata redrive(int partition, long offset, String account)
            throws RedriveRefusedException, InterruptedException {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_REQUEST);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            ConsumerRecord<byte[], byte[]> letter = letter(partition, offset);
            if (redriven().containsKey(id(letter))) {
                throw new RedriveRefusedException(Reason.ALREADY_SENT, "this dead letter was sent once more before");
            }
            producer.beginTransaction();
            var sent = new ProducerRecord<>(Topics.SCANS.name(), letter.key(), letter.value());
            sent.headers().add(REDRIVEN_FROM, id(letter).getBytes(UTF_8));
            Future<RecordMetadata> place;
            try (var unusedTrace = Trace.in(letter.headers())) {
                Trace.into(sent.headers());
                place = producer.send(sent);
            }
            var note = new ProducerRecord<>(
                    Topics.REDRIVES.name(), null, clock.millis(), id(letter).getBytes(UTF_8), account.getBytes(UTF_8));
            var unused = producer.send(note);
            producer.commitTransaction();
            return place.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the dead letter was not taken", e.getCause());
        }
    }

    private ConsumerRecord<byte[], byte[]> letter(int partition, long offset) throws RedriveRefusedException {
        try (var reader = new TopicReader(connection, List.of(Topics.DEAD_LETTERS))) {
            var at = new TopicPartition(Topics.DEAD_LETTERS.name(), partition);
            if (reader.partitions().contains(at)
                    && reader.at(at, offset) instanceof TopicReader.Place.Occupied occupied) {
                ConsumerRecord<byte[], byte[]> record = occupied.record();
                if (!Topics.SCANS.name().equals(DeadLetter.of(record, null).source())) {
                    throw new RedriveRefusedException(
                            Reason.NOT_A_SCAN, "this dead letter did not come from " + Topics.SCANS.name());
                }
                return record;
            }
        }
        throw new RedriveRefusedException(Reason.NO_SUCH_LETTER, "there is no such dead letter");
    }
}
