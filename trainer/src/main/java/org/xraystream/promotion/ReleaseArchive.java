package org.xraystream.promotion;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.ModelRelease;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** Reads {@code xray.models} from its beginning to its present end, each time anew, since bundles are large. */
record ReleaseArchive(Connection connection, SchemaRegistry registry) {

    private static final Logger log = LoggerFactory.getLogger(ReleaseArchive.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Shows every release, oldest first. What is none is passed over, as the services do. */
    void read(Consumer<ModelRelease> reader) {
        var partition = new TopicPartition(Topics.MODELS.name(), 0);
        Deserializer<ModelRelease> deserializer =
                Topics.MODELS.valueSerde(registry).deserializer();
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    decode(record, deserializer, reader);
                }
            }
        }
    }

    private static void decode(
            ConsumerRecord<String, byte[]> record,
            Deserializer<ModelRelease> deserializer,
            Consumer<ModelRelease> reader) {
        try {
            if (record.value() != null) {
                reader.accept(deserializer.deserialize(record.topic(), record.value()));
            }
        } catch (SerializationException e) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .log("record is no release and is passed over");
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.LARGEST_RECORD);
        return settings;
    }
}
