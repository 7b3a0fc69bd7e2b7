package org.xraystream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.Scan;
import org.xraystream.event.Sex;
import org.xraystream.event.View;

class EventSerdeTest {

    private final SchemaRegistry registry =
            SchemaRegistry.connect("mock://" + UUID.randomUUID(), Map.of(), Duration.ZERO);
    private final EventSerde<Scan> scans = new EventSerde<>(Scan.class, registry);
    private final EventSerde<Label> labels = new EventSerde<>(Label.class, registry);

    @Test
    void readsBackWhatItWrote() {
        Scan scan = scan();

        byte[] bytes = scans.serialize("xray.scans", scan);

        assertThat(scans.deserialize("xray.scans", bytes)).isEqualTo(scan);
    }

    @Test
    void writesTheWireFormatOfConfluent() {
        byte[] bytes = scans.serialize("xray.scans", scan());

        assertThat(bytes[0]).isZero();
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        assertThat(registry.schemaOf(id)).isEqualTo(Scan.getClassSchema());
    }

    @Test
    void passesTombstonesThrough() {
        assertThat(scans.serialize("xray.scans", null)).isNull();
        assertThat(scans.deserialize("xray.scans", null)).isNull();
    }

    @Test
    void refusesBytesThatAreNoAvro() {
        assertThatThrownBy(() -> scans.deserialize("xray.scans", "hello, world".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("wire format");
    }

    @Test
    void refusesAnUnknownSchemaId() {
        byte[] bytes = scans.serialize("xray.scans", scan());
        ByteBuffer.wrap(bytes).putInt(1, 999_999);

        assertThatThrownBy(() -> scans.deserialize("xray.scans", bytes)).isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesAnEventOfAnotherType() {
        byte[] bytes = labels.serialize("xray.labels", label());

        assertThatThrownBy(() -> scans.deserialize("xray.scans", bytes))
                .isInstanceOf(SerializationException.class)
                .hasStackTraceContaining("org.xraystream.event.Label");
    }

    @Test
    void refusesAnEventCutShort() {
        byte[] bytes = scans.serialize("xray.scans", scan());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> scans.deserialize("xray.scans", cut))
                    .as("cut to %d bytes", cut.length)
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void refusesALengthThatNoArrayCanHave() {
        byte[] header = Arrays.copyOf(scans.serialize("xray.scans", scan()), 5);
        // 2^32 as Avro writes it, where the length of the first string stands.
        byte[] bytes = ByteBuffer.allocate(10)
                .put(header)
                .put(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x20})
                .array();

        assertThatThrownBy(() -> scans.deserialize("xray.scans", bytes)).isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesAnEventWithSomethingBehindIt() {
        byte[] bytes = scans.serialize("xray.scans", scan());

        assertThatThrownBy(() -> scans.deserialize("xray.scans", Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void doesNotMistakeAnAbsentRegistryForABadRecord() {
        byte[] bytes = scans.serialize("xray.scans", scan());
        var unreachable = SchemaRegistry.connect("http://127.0.0.1:1", Map.of(), Duration.ZERO);

        assertThat(unreachable.answers()).isFalse();
        assertThatThrownBy(() -> new EventSerde<>(Scan.class, unreachable).deserialize("xray.scans", bytes))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    private static Scan scan() {
        return Scan.newBuilder()
                .setScanId("2.25.1")
                .setPatientPseudonym("p1")
                .setAgeMonths(30)
                .setSex(Sex.FEMALE)
                .setView(View.AP)
                .setSite("site")
                .setCapturedAt(Instant.ofEpochMilli(1))
                .setContentType("image/jpeg")
                .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build();
    }

    private static Label label() {
        return Label.newBuilder()
                .setScanId("2.25.1")
                .setFinding(LabelFinding.NORMAL)
                .setReader("r1")
                .setLabelledAt(Instant.ofEpochMilli(2))
                .setSawModelResult(false)
                .build();
    }
}
