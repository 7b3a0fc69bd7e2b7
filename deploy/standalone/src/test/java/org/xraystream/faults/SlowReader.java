package org.xraystream.faults;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.xraystream.topic.Topics;

/** A record system that takes diagnoses a few at a time and says each time what it has taken. */
final class SlowReader implements AutoCloseable {

    static final Duration PATIENCE_OF_ITS_GROUP = Duration.ofSeconds(4);
    private static final int AT_ONCE = 5;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Set<String> scanIds = new HashSet<>();

    SlowReader(Installation installation) {
        Map<String, Object> settings = installation.connection().clientSettings();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "slow-record-system");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) PATIENCE_OF_ITS_GROUP.toMillis());
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.DIAGNOSES.name()));
    }

    /** Reads until it has seen the diagnoses of so many scans. */
    void read(int scans) {
        long deadline = System.nanoTime() + Installation.PATIENCE.toNanos();
        while (scanIds.size() < scans && System.nanoTime() < deadline) {
            var records = consumer.poll(Duration.ofMillis(200));
            records.forEach(record -> scanIds.add(record.key()));
            try {
                consumer.commitSync();
            } catch (CommitFailedException e) {
                // Thrown out meanwhile: the next poll brings it back, and what was not committed again.
            }
        }
    }

    Set<String> scanIds() {
        return Set.copyOf(scanIds);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
