package org.xraystream.registry;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullUnmarked;

/**
 * Avro events in Confluent's wire format: a zero byte, the schema's id in four bytes, the event in Avro binary. Any
 * Confluent-compatible client reads what this writes. Subjects are named after the topic ({@code TOPIC-value}).
 *
 * <p>Bytes that are no such event give a {@link SerializationException}; a registry that does not answer gives a
 * {@link RegistryUnavailableException} once its patience is over, so that the two are never confused.
 *
 * <p>Thread-safe.
 *
 * @param <T> the generated event class
 */
@NullUnmarked // Kafka's serializers take and give null for a record without value (a tombstone).
public final class EventSerde<T extends SpecificRecord> implements Serde<T>, Serializer<T>, Deserializer<T> {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    static {
        // Avro 1.12.2 makes no instance of a class it was not told to trust.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().startsWith("org.xraystream.")));
    }

    private final SchemaRegistry registry;
    private final Schema schema;
    private final SpecificData model;
    private final SpecificDatumWriter<T> writer;
    private final Map<String, Integer> idsByTopic = new ConcurrentHashMap<>();
    private final Map<Integer, SpecificDatumReader<T>> readersById = new ConcurrentHashMap<>();

    /** A serde for one event class. */
    public EventSerde(Class<T> type, SchemaRegistry registry) {
        this.registry = registry;
        this.model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    @Override
    public byte[] serialize(String topic, T event) {
        if (event == null) {
            return null;
        }
        int id = idsByTopic.computeIfAbsent(topic, name -> registry.idOf(name + "-value", schema));
        var bytes = new ByteArrayOutputStream();
        bytes.write(MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer.write(event, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new SerializationException("event for " + topic + " does not fit its schema", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            throw new SerializationException("record of " + topic + " is not in the registry's wire format");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        try {
            SpecificDatumReader<T> reader = requireNonNull(readersById.computeIfAbsent(id, this::readerFor));
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
            T event = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("record of " + topic + " goes on after its event");
            }
            return event;
        } catch (IOException
                | RegistryException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                // Avro's word for a length that no array can have.
                | UnsupportedOperationException e) {
            throw new SerializationException(
                    "record of " + topic + " with schema id " + id + " is no " + schema.getName(), e);
        }
    }

    private SpecificDatumReader<T> readerFor(int id) {
        Schema written = registry.schemaOf(id);
        if (!written.getFullName().equals(schema.getFullName())) {
            throw new SerializationException(
                    "schema id " + id + " is of " + written.getFullName() + ", not of " + schema.getFullName());
        }
        return new SpecificDatumReader<>(written, schema, model);
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
