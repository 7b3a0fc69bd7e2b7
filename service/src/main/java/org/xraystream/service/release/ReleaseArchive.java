package org.xraystream.service.release;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.ModelRelease;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** Reads {@code xray.models} from its beginning to its present end, each time anew, since bundles are large. */
record ReleaseArchive(Connection connection, SchemaRegistry registry) {

    private static final Logger log = LoggerFactory.getLogger(ReleaseArchive.class);

    /** Shows every release, oldest first. What is none is passed over, as the services do. */
    void read(Consumer<ModelRelease> reader) {
        Deserializer<ModelRelease> deserializer =
                Topics.MODELS.valueSerde(registry).deserializer();
        try (var releases = new TopicReader(connection, List.of(Topics.MODELS))) {
            releases.seekToBeginning();
            releases.readToEnd(record -> decode(record, deserializer, reader));
        }
    }

    private static void decode(
            ConsumerRecord<byte[], byte[]> record,
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
}
