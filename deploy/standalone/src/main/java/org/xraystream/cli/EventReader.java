package org.xraystream.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topic;

/** Reads committed events from their topics' beginnings, beside every consumer group. For one thread. */
final class EventReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final SchemaRegistry registry;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers = new HashMap<>();

    EventReader(OpenCluster cluster) {
        registry = cluster.registry();
        consumer = new KafkaConsumer<>(
                settings(cluster.connection()), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> settings(Connection connection) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        return settings;
    }

    /** Sends a topic's events to a handler. Tombstones are passed over. */
    <V extends SpecificRecord> EventReader on(Topic<String, V> topic, Consumer<V> handler) {
        Deserializer<V> deserializer = topic.valueSerde(registry).deserializer();
        handlers.put(topic.name(), record -> {
            if (record.value() != null) {
                handler.accept(deserializer.deserialize(record.topic(), record.value()));
            }
        });
        return this;
    }

    /** Reads everything that is there now. Call once, after {@link #on}. */
    void readToEnd() {
        List<TopicPartition> partitions = handlers.keySet().stream()
                .map(consumer::partitionsFor)
                .flatMap(Collection::stream)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    /** Goes on reading what comes after {@link #readToEnd}, until the thread is interrupted. */
    void follow(Runnable afterEachBatch) {
        while (!Thread.currentThread().isInterrupted()) {
            poll();
            afterEachBatch.run();
        }
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            handlers.getOrDefault(record.topic(), unexpected -> {}).accept(record);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
