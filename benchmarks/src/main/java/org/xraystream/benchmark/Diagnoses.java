package org.xraystream.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.xraystream.event.Diagnosis;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** Reads the committed diagnoses that are made from now on. For one thread. */
final class Diagnoses implements AutoCloseable {

    private final KafkaConsumer<String, Diagnosis> consumer;

    private Diagnoses(KafkaConsumer<String, Diagnosis> consumer) {
        this.consumer = consumer;
    }

    /** Fetches seldom and much, not to burn processor time beside what is measured. */
    static Diagnoses atLeisure(Connection connection, SchemaRegistry registry) {
        return open(
                connection,
                registry,
                Map.of(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 20, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500));
    }

    /** Fetches what there is at once. */
    static Diagnoses atOnce(Connection connection, SchemaRegistry registry) {
        return open(connection, registry, Map.of());
    }

    private static Diagnoses open(Connection connection, SchemaRegistry registry, Map<String, Object> pace) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.putAll(pace);
        var consumer = new KafkaConsumer<String, Diagnosis>(
                settings,
                new StringDeserializer(),
                Topics.DIAGNOSES.valueSerde(registry).deserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DIAGNOSES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new Diagnoses(consumer);
    }

    /**
     * Reads so many.
     *
     * @throws IllegalStateException if they do not come in time
     */
    void read(int count, Duration patience, Consumer<Diagnosis> each) {
        int seen = 0;
        long deadline = System.nanoTime() + patience.toNanos();
        while (seen < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(seen + " of " + count + " scans were diagnosed within " + patience);
            }
            for (var record : consumer.poll(Duration.ofMillis(500))) {
                each.accept(record.value());
                seen++;
            }
        }
    }

    /** Reads what comes within this time at most; how many. */
    int readFor(Duration time) {
        return consumer.poll(time).count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
