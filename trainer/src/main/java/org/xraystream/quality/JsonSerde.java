package org.xraystream.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Histories as JSON, for topics and stores that are this application's own and no part of the contract. */
final class JsonSerde {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonSerde() {}

    static Serde<ScanHistory> ofHistories() {
        return Serdes.serdeFrom((topic, history) -> write(history), (topic, bytes) -> read(bytes));
    }

    @SuppressWarnings("NullAway") // Kafka Streams writes null where a store deletes.
    private static byte[] write(ScanHistory history) {
        try {
            return history == null ? null : JSON.writeValueAsBytes(history);
        } catch (JsonProcessingException e) {
            throw new SerializationException("a history can always be written", e);
        }
    }

    @SuppressWarnings("NullAway") // Kafka Streams reads null where a store has nothing.
    private static ScanHistory read(byte[] bytes) {
        try {
            return bytes == null ? null : JSON.readValue(bytes, ScanHistory.class);
        } catch (IOException e) {
            throw new SerializationException("no history of a scan", e);
        }
    }
}
