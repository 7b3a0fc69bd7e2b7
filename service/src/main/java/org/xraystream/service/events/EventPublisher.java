package org.xraystream.service.events;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.tracing.Trace;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Sends events to one topic, each acknowledged by every replica in sync and none twice (an idempotent producer). Sends in
 * the background; a sender that runs too far ahead is held up. Each begins a trace. Thread-safe.
 *
 * @param <V> the event class
 */
public final class EventPublisher<V extends SpecificRecord> implements AutoCloseable {
    private static final int BUFFER_BYTES = 96 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Topic<String, V> topic;
    private final Producer<String, V> producer;

    /** A publisher for one topic. */
    public EventPublisher(Connection connection, SchemaRegistry registry, Topic<String, V> topic) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker that comes back may refuse the first request and take the second: the first is then refused for
        // ever.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_REQUEST);
        settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                settings,
                topic.keySerde().serializer(),
                topic.valueSerde(registry).serializer());
    }

    /** Sends an event. The future gives its place once it is safe, or fails with Kafka's reason. */
    public CompletableFuture<RecordMetadata> publish(String key, V event) {
        var safe = new CompletableFuture<RecordMetadata>();
        var record = new ProducerRecord<>(topic.name(), key, event);
        try (var unusedTrace = Trace.begin("publish " + topic.name())) {
            Trace.into(record.headers());
            var unused = producer.send(record, (place, failure) -> {
                if (failure == null) {
                    safe.complete(place);
                } else {
                    safe.completeExceptionally(failure);
                }
            });
        }
        return safe;
    }

    /** Waits for what is under way, then lets go. */
    @Override
    public void close() {
        producer.close();
    }
}
