package org.xraystream.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The room's JSON: in its stores and topics, between instances and to the pages. */
public final class RoomJson {

    /** Times are RFC 3339; what only other versions know is passed over. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private RoomJson() {}

    static Serde<RoomScan> ofScans() {
        return Serdes.serdeFrom((topic, scan) -> write(scan), (topic, bytes) -> read(bytes));
    }

    @SuppressWarnings("NullAway") // Kafka Streams writes null where a store deletes.
    private static byte[] write(RoomScan scan) {
        try {
            return scan == null ? null : MAPPER.writeValueAsBytes(scan);
        } catch (JsonProcessingException e) {
            throw new SerializationException("what is known of a scan can always be written", e);
        }
    }

    @SuppressWarnings("NullAway") // Kafka Streams reads null where a store has nothing.
    static RoomScan read(byte[] bytes) {
        try {
            return bytes == null ? null : MAPPER.readValue(bytes, RoomScan.class);
        } catch (IOException e) {
            throw new SerializationException("not what is known of a scan", e);
        }
    }
}
