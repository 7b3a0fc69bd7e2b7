package org.xraystream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.PreparedScan;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

class LabelledScansTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String PREPROCESSING = "area-2";

    private final SchemaRegistry registry =
            SchemaRegistry.connect("mock://" + UUID.randomUUID(), Map.of(), Duration.ZERO);
    private TopologyTestDriver driver;
    private TestInputTopic<String, PreparedScan> prepared;
    private TestInputTopic<String, Label> labels;
    private LabelledScans scans;

    @BeforeEach
    void startTopology(@TempDir Path state) {
        var settings = new Properties();
        settings.put("application.id", "test");
        settings.put("bootstrap.servers", "unused:1");
        settings.put("state.dir", state.toString());
        driver = new TopologyTestDriver(ExampleTopology.build(registry, settings), settings, NOON);
        prepared = input(Topics.PREPARED);
        labels = input(Topics.LABELS);
        scans = new LabelledScans(
                () -> driver.getTimestampedKeyValueStore(ExampleTopology.PREPARED),
                () -> driver.getTimestampedKeyValueStore(ExampleTopology.LABELS));
    }

    @AfterEach
    void stopTopology() {
        driver.close();
    }

    @Test
    void joinsPixelsAndLabelsInWhateverOrderTheyCame() {
        prepare("s1", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON);
        label("s2", LabelFinding.VIRAL_PNEUMONIA, NOON.plusSeconds(1));
        prepare("s2", PREPROCESSING);

        LabelledScans.Found found = scans.all(PREPROCESSING);

        assertThat(found.examples())
                .extracting(Example::id, Example::child, Example::truth)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s1", "child-of-s1", Truth.NORMAL),
                        org.assertj.core.groups.Tuple.tuple("s2", "child-of-s2", Truth.VIRAL_PNEUMONIA));
        assertThat(found.newest()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void takesTheCorrectedLabelForTheEarlier() {
        prepare("s1", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON);
        label("s1", LabelFinding.BACTERIAL_PNEUMONIA, NOON.plusSeconds(1));

        assertThat(scans.all(PREPROCESSING).examples())
                .extracting(Example::truth)
                .containsExactly(Truth.BACTERIAL_PNEUMONIA);
        assertThat(scans.countSince(Instant.EPOCH)).isEqualTo(1);
    }

    @Test
    void leavesOutLabelsThatNameNoCategory() {
        prepare("s1", PREPROCESSING);
        prepare("s2", PREPROCESSING);
        label("s1", LabelFinding.CANNOT_TELL, NOON);
        label("s2", LabelFinding.PNEUMONIA, NOON);

        assertThat(scans.all(PREPROCESSING).examples()).isEmpty();
        assertThat(scans.countSince(Instant.EPOCH)).isZero();
    }

    @Test
    void leavesOutPixelsOfAnotherPreprocessing() {
        prepare("s1", "another");
        label("s1", LabelFinding.NORMAL, NOON);

        assertThat(scans.all(PREPROCESSING).examples()).isEmpty();
    }

    /** Else labels without pixels would start one training after the other. */
    @Test
    void countsALabelWithoutPixelsAsSeen() {
        label("s1", LabelFinding.NORMAL, NOON);

        LabelledScans.Found found = scans.all(PREPROCESSING);

        assertThat(found.examples()).isEmpty();
        assertThat(scans.countSince(found.newest())).isZero();
    }

    private void prepare(String scanId, String preprocessing) {
        prepared.pipeInput(
                scanId,
                PreparedScan.newBuilder()
                        .setScanId(scanId)
                        .setPatientPseudonym("child-of-" + scanId)
                        .setSite("site")
                        .setPreprocessing(preprocessing)
                        .setWidth(2)
                        .setHeight(2)
                        .setPixels(ByteBuffer.wrap(new byte[4]))
                        .setCapturedAt(NOON)
                        .build());
    }

    private void label(String scanId, LabelFinding finding, Instant at) {
        labels.pipeInput(
                scanId,
                Label.newBuilder()
                        .setScanId(scanId)
                        .setFinding(finding)
                        .setReader("reader")
                        .setLabelledAt(at)
                        .setSawModelResult(false)
                        .build(),
                at);
    }

    private <V> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde(registry).serializer());
    }
}
