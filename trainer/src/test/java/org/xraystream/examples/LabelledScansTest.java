package org.xraystream.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private static final int MOST = 5;
    private static final Duration KEPT = Duration.ofDays(30);

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
        driver = new TopologyTestDriver(ExampleTopology.build(registry, KEPT), settings, NOON);
        prepared = input(Topics.PREPARED);
        labels = input(Topics.LABELS);
        scans = new LabelledScans(
                () -> driver.getTimestampedKeyValueStore(ExampleTopology.PREPARED),
                () -> driver.getTimestampedKeyValueStore(ExampleTopology.READINGS),
                MOST);
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

        assertThat(examples())
                .extracting(Example::id, Example::child, Example::truth)
                .containsExactly(
                        tuple("s1", "child-of-s1", Truth.NORMAL), tuple("s2", "child-of-s2", Truth.VIRAL_PNEUMONIA));
        assertThat(scans.count(Instant.EPOCH).newest()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void letsGoOfPixelsThatAreTooOldToBeLearnedFrom() {
        prepare("s1", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON);

        driver.advanceWallClockTime(KEPT.minusDays(1));
        assertThat(examples()).extracting(Example::id).containsExactly("s1");
        driver.advanceWallClockTime(Duration.ofDays(2));

        assertThat(examples()).isEmpty();
        assertThat(driver.getTimestampedKeyValueStore(ExampleTopology.PREPARED).get("s1"))
                .isNull();
    }

    @Test
    void takesTheCorrectedLabelForTheEarlierOfTheSameReader() {
        prepare("s1", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON);
        label("s1", LabelFinding.BACTERIAL_PNEUMONIA, NOON.plusSeconds(1));

        assertThat(examples()).extracting(Example::truth).containsExactly(Truth.BACTERIAL_PNEUMONIA);
        assertThat(scans.count(Instant.EPOCH).fresh()).isEqualTo(1);
        assertThat(scans.disputed()).isEmpty();
    }

    @Test
    void takesNoOlderLabelForANewerOneOfTheSameReader() {
        prepare("s1", PREPROCESSING);
        label("s1", LabelFinding.BACTERIAL_PNEUMONIA, NOON.plusSeconds(1));
        label("s1", LabelFinding.NORMAL, NOON);

        assertThat(examples()).extracting(Example::truth).containsExactly(Truth.BACTERIAL_PNEUMONIA);
    }

    @Test
    void listsScansForReviewWhoseReadersContradictEachOtherAndLearnsNothingFromThem() {
        prepare("s1", PREPROCESSING);
        prepare("s2", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON, "first", true);
        label("s1", LabelFinding.BACTERIAL_PNEUMONIA, NOON.plusSeconds(1), "second", false);
        label("s2", LabelFinding.NORMAL, NOON, "first", true);

        assertThat(examples()).extracting(Example::id).containsExactly("s2");
        assertThat(scans.count(Instant.EPOCH)).isEqualTo(new LabelledScans.Counts(1, 1, NOON));
        assertThat(scans.disputed()).singleElement().satisfies(review -> {
            assertThat(review.scanId()).isEqualTo("s1");
            assertThat(review.labels()).extracting(Label::getReader).containsExactly("first", "second");
        });
    }

    @Test
    void learnsFromAScanAgainOnceItsReadersAgree() {
        prepare("s1", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON, "first", true);
        label("s1", LabelFinding.BACTERIAL_PNEUMONIA, NOON.plusSeconds(1), "second", false);
        label("s1", LabelFinding.BACTERIAL_PNEUMONIA, NOON.plusSeconds(2), "first", true);

        assertThat(examples()).extracting(Example::truth).containsExactly(Truth.BACTERIAL_PNEUMONIA);
        assertThat(scans.disputed()).isEmpty();
    }

    @Test
    void tellsWhoReadAScanAndWhetherBlind() {
        prepare("s1", PREPROCESSING);
        prepare("s2", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON, "first", true);
        label("s1", LabelFinding.NORMAL, NOON.plusSeconds(1), "second", false);
        label("s2", LabelFinding.NORMAL, NOON, "first", true);

        List<LabelledScan> found = scans.all(PREPROCESSING, Instant.MAX);

        assertThat(found).extracting(LabelledScan::isBlind).containsExactly(true, false);
        assertThat(found.get(0).labels()).extracting(Label::getReader).containsExactly("first", "second");
        assertThat(found.get(0).arrived()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void learnsFromPneumoniaWithoutItsKindAndLeavesOutWhatNobodyCanTell() {
        prepare("s1", PREPROCESSING);
        prepare("s2", PREPROCESSING);
        label("s1", LabelFinding.CANNOT_TELL, NOON);
        label("s2", LabelFinding.PNEUMONIA, NOON);

        assertThat(examples()).extracting(Example::truth).containsExactly(Truth.PNEUMONIA);
        assertThat(scans.count(Instant.EPOCH).fresh()).isEqualTo(1);
    }

    @Test
    void leavesOutPixelsOfAnotherPreprocessing() {
        prepare("s1", "another");
        label("s1", LabelFinding.NORMAL, NOON);

        assertThat(examples()).isEmpty();
    }

    @Test
    void givesTheNewestThatMayBe() {
        for (int scan = 0; scan < 2 * MOST; scan++) {
            prepare("s" + scan, PREPROCESSING);
            label("s" + scan, LabelFinding.NORMAL, NOON.plusSeconds(scan));
        }

        assertThat(examples()).extracting(Example::id).containsExactly("s5", "s6", "s7", "s8", "s9");
    }

    /** So that a training that was cut off finds what it began with. */
    @Test
    void leavesOutWhatCameLater() {
        prepare("s1", PREPROCESSING);
        prepare("s2", PREPROCESSING);
        label("s1", LabelFinding.NORMAL, NOON);
        label("s2", LabelFinding.NORMAL, NOON.plusSeconds(1));

        assertThat(scans.all(PREPROCESSING, NOON))
                .extracting(scan -> scan.example().id())
                .containsExactly("s1");
    }

    /** Else labels without pixels would start one training after the other. */
    @Test
    void countsALabelWithoutPixelsAsSeen() {
        label("s1", LabelFinding.NORMAL, NOON);

        assertThat(examples()).isEmpty();
        assertThat(scans.count(scans.count(Instant.EPOCH).newest()).fresh()).isZero();
    }

    private List<Example> examples() {
        return scans.all(PREPROCESSING, Instant.MAX).stream()
                .map(LabelledScan::example)
                .toList();
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
        label(scanId, finding, at, "reader", false);
    }

    private void label(String scanId, LabelFinding finding, Instant at, String reader, boolean sawModelResult) {
        labels.pipeInput(
                scanId,
                Label.newBuilder()
                        .setScanId(scanId)
                        .setFinding(finding)
                        .setReader(reader)
                        .setLabelledAt(at)
                        .setSawModelResult(sawModelResult)
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
