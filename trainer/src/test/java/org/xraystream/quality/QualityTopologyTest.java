package org.xraystream.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.LiveQuality;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

class QualityTopologyTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final QualityLimits LIMITS = new QualityLimits(Duration.ofDays(7), Duration.ofDays(365), 200, 0.8);

    private final SchemaRegistry registry =
            SchemaRegistry.connect("mock://" + UUID.randomUUID(), Map.of(), Duration.ZERO);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final QualityBoard board = new QualityBoard(metrics);
    private TopologyTestDriver driver;
    private TestInputTopic<String, Diagnosis> diagnoses;
    private TestInputTopic<String, Diagnosis> shadowDiagnoses;
    private TestInputTopic<String, Label> labels;
    private TestOutputTopic<String, LiveQuality> qualities;

    @BeforeEach
    void start(@TempDir Path state) {
        var settings = new Properties();
        settings.put("application.id", "test");
        settings.put("bootstrap.servers", "unused:1");
        settings.put("state.dir", state.toString());
        driver = new TopologyTestDriver(
                QualityTopology.build(
                        registry,
                        new QualityBook(LIMITS),
                        board,
                        LIMITS.remembered(),
                        Clock.fixed(NOW, ZoneOffset.UTC)),
                settings,
                NOW);
        diagnoses = input(Topics.DIAGNOSES);
        shadowDiagnoses = input(Topics.SHADOW_DIAGNOSES);
        labels = input(Topics.LABELS);
        qualities = driver.createOutputTopic(
                Topics.QUALITY.name(),
                Topics.QUALITY.keySerde().deserializer(),
                Topics.QUALITY.valueSerde(registry).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void tellsTheQualityOfChampionAndShadowWhicheverCameFirst() throws Exception {
        labels.pipeInput("s1", TestEvents.label("s1", LabelFinding.PNEUMONIA, "reader", NOW, false));
        diagnoses.pipeInput("s1", TestEvents.diagnosis("s1", "v1", Finding.PNEUMONIA, NOW));
        shadowDiagnoses.pipeInput("s1", TestEvents.diagnosis("s1", "v2", Finding.NORMAL, NOW));

        driver.advanceWallClockTime(HistoryKeeper.PERIOD);

        List<LiveQuality> told = qualities.readValuesToList();
        assertThat(told)
                .extracting(LiveQuality::getModelVersion, LiveQuality::getTruePositives, LiveQuality::getFalseNegatives)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("v1", 1L, 0L),
                        org.assertj.core.groups.Tuple.tuple("v2", 0L, 1L));
        assertThat(metrics.get("xraystream.quality.sensitivity")
                        .tag("modelVersion", "v2")
                        .gauge()
                        .value())
                .isZero();
        JsonNode json = new ObjectMapper().readTree(board.json());
        assertThat(json.get(0).get("modelVersion").asText()).isEqualTo("v1");
        assertThat(json.get(0).get("sensitivityInterval").get("high").asDouble())
                .isEqualTo(1);
    }

    @Test
    void tellsOnlyWhatHasChanged() {
        diagnoses.pipeInput("s1", TestEvents.diagnosis("s1", "v1", Finding.PNEUMONIA, NOW));
        driver.advanceWallClockTime(HistoryKeeper.PERIOD);
        diagnoses.pipeInput("s1", TestEvents.diagnosis("s1", "v1", Finding.PNEUMONIA, NOW));
        diagnoses.pipeInput("s2", TestEvents.diagnosis("s2", "v2", Finding.PNEUMONIA, NOW));

        driver.advanceWallClockTime(HistoryKeeper.PERIOD);
        driver.advanceWallClockTime(HistoryKeeper.PERIOD);

        assertThat(qualities.readValuesToList())
                .extracting(LiveQuality::getModelVersion)
                .containsExactly("v1", "v2");
    }

    @Test
    void forgetsScansOfWhichNothingWasHeardForLong() {
        Instant longAgo = NOW.minus(Duration.ofDays(366));
        diagnoses.pipeInput("old", TestEvents.diagnosis("old", "v1", Finding.PNEUMONIA, longAgo));
        diagnoses.pipeInput("new", TestEvents.diagnosis("new", "v1", Finding.PNEUMONIA, NOW));

        driver.advanceWallClockTime(Duration.ofHours(1));
        driver.advanceWallClockTime(HistoryKeeper.PERIOD);

        assertThat(qualities.readValuesToList())
                .last()
                .extracting(LiveQuality::getScans)
                .isEqualTo(1L);
    }

    private <V> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde(registry).serializer());
    }
}
