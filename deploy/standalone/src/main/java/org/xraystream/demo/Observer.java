package org.xraystream.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.xraystream.event.Diagnosis;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/** Reads what comes out, as a hospital's record system would: committed records only, into the ledger. */
final class Observer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<Diagnosis> diagnoses;
    private final Ledger ledger;
    private final Consumer<Ledger.Observed> onDiagnosis;
    private final Thread thread = new Thread(this::run, "observer");
    private volatile boolean closed;

    /**
     * Starts at the topics' present ends.
     *
     * @param onDiagnosis called for each diagnosis of a scan that the ledger knows
     */
    Observer(Connection connection, SchemaRegistry registry, Ledger ledger, Consumer<Ledger.Observed> onDiagnosis) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        diagnoses = Topics.DIAGNOSES.valueSerde(registry).deserializer();
        this.ledger = ledger;
        this.onDiagnosis = onDiagnosis;
        List<TopicPartition> partitions = Stream.<Topic<?, ?>>of(
                        Topics.DIAGNOSES, Topics.REJECTIONS, Topics.DEAD_LETTERS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                note(record, System.nanoTime());
            }
        }
        consumer.close();
    }

    private void note(ConsumerRecord<byte[], byte[]> record, long nanos) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.topic().equals(Topics.DIAGNOSES.name())) {
            ledger.diagnosed(diagnoses.deserialize(record.topic(), record.value()), nanos)
                    .ifPresent(onDiagnosis);
        } else if (record.topic().equals(Topics.REJECTIONS.name())) {
            ledger.rejected(key);
        } else {
            ledger.deadLetter(key);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
