package org.xraystream.service.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topic;

/** Reads committed records beside every consumer group: on to the end of topics, or one at a place. For one thread. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT = Duration.ofMillis(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** A reader of these topics, which exist. */
    public TopicReader(Connection connection, List<Topic<?, ?>> topics) {
        this(connection, topics, LONGEST_WAIT);
    }

    /**
     * A reader of these topics, which exist.
     *
     * @param longestWait how long a broker may hold an answer back until there is something new: short for one who asks
     *     now and then, long for one who follows
     */
    public TopicReader(Connection connection, List<Topic<?, ?>> topics, Duration longestWait) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        // A broker asked for what is not there yet holds the answer back, and with it the next question.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) longestWait.toMillis());
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = topics.stream()
                .map(topic -> consumer.partitionsFor(topic.name()))
                .flatMap(Collection::stream)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** All partitions of the topics. */
    public List<TopicPartition> partitions() {
        return partitions;
    }

    /** The first records that are still kept. */
    public Map<TopicPartition, Long> firstOffsets() {
        return consumer.beginningOffsets(partitions);
    }

    /** The ends: where the next committed records will lie. */
    public Map<TopicPartition, Long> endOffsets() {
        return consumer.endOffsets(partitions);
    }

    /** Goes to the first records that are still kept. */
    public void seekToBeginning() {
        consumer.seekToBeginning(partitions);
    }

    /** Goes to the first records that are not older than this. */
    public void seek(Instant notBefore) {
        Map<TopicPartition, Long> moment =
                partitions.stream().collect(Collectors.toMap(partition -> partition, any -> notBefore.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(moment);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> consumer.seek(
                        partition,
                        Optional.ofNullable(found.get(partition))
                                .map(OffsetAndTimestamp::offset)
                                .orElse(end)));
    }

    /** Goes to these places. */
    public void seek(Map<TopicPartition, Long> places) {
        places.forEach(consumer::seek);
    }

    /** The places of the records that are read next. */
    public Map<TopicPartition, Long> places() {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, consumer::position));
    }

    /** Reads what has come, or waits a moment for it. */
    public void readOn(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        consumer.poll(POLL).forEach(handler);
    }

    /** Reads on to the present end. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(handler);
        }
    }

    /** What lies at one place. */
    public sealed interface Place {
        /** A record. */
        record Occupied(ConsumerRecord<byte[], byte[]> record) implements Place {}

        /** None, and there never will be one. */
        record Empty() implements Place {}

        /** The broker did not say. */
        record Unknown() implements Place {}
    }

    /** Looks at one place. */
    public Place at(TopicPartition partition, long offset) {
        if (offset < consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            return new Place.Empty();
        }
        return from(partition, offset, () -> {
            List<ConsumerRecord<byte[], byte[]>> next = consumer.poll(PATIENCE).records(partition);
            if (!next.isEmpty()) {
                return next.get(0).offset() == offset ? new Place.Occupied(next.get(0)) : new Place.Empty();
            }
            return consumer.position(partition) > offset ? new Place.Empty() : new Place.Unknown();
        });
    }

    /**
     * The first record with this key that is not older than this, and with a value.
     *
     * @param most records to look through
     * @return empty if there is none among them, or the brokers do not give them in time
     */
    public Optional<ConsumerRecord<byte[], byte[]>> find(
            TopicPartition partition, byte[] key, Instant notBefore, int most) {
        OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(partition, notBefore.toEpochMilli()))
                .get(partition);
        return first == null
                ? Optional.empty()
                : from(partition, first.offset(), () -> findFromHere(partition, key, most));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> findFromHere(TopicPartition partition, byte[] key, int most) {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int seen = 0;
        while (seen < most && consumer.position(partition) < end && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.value() != null && Arrays.equals(record.key(), key)) {
                    return Optional.of(record);
                }
                seen++;
            }
        }
        return Optional.empty();
    }

    /** Reads from one partition alone. */
    private <T> T from(TopicPartition partition, long offset, Supplier<T> reading) {
        List<TopicPartition> others =
                partitions.stream().filter(other -> !other.equals(partition)).toList();
        consumer.pause(others);
        consumer.seek(partition, offset);
        try {
            return reading.get();
        } finally {
            consumer.resume(others);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
