package org.xraystream.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.room.TestRoom.NOW;
import static org.xraystream.room.TestRoom.diagnosis;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

class RoomTopologyTest {

    private final SchemaRegistry registry =
            SchemaRegistry.connect("mock://" + UUID.randomUUID(), Map.of(), Duration.ZERO);
    private final RoomView view = new RoomView(new BlindShare(0), new Urgency(Duration.ofHours(1)), 1_000);
    private TopologyTestDriver driver;
    private TestInputTopic<String, Diagnosis> diagnoses;
    private TestInputTopic<String, Rejection> rejections;
    private TestInputTopic<String, Label> labels;

    @BeforeEach
    void start(@TempDir Path state) {
        var settings = new Properties();
        settings.put("application.id", "test");
        settings.put("bootstrap.servers", "unused:1");
        settings.put("state.dir", state.toString());
        driver = new TopologyTestDriver(
                RoomTopology.build(registry, view, Duration.ofDays(90), Clock.fixed(NOW, ZoneOffset.UTC)),
                settings,
                NOW);
        diagnoses = input(Topics.DIAGNOSES);
        rejections = input(Topics.REJECTIONS);
        labels = input(Topics.LABELS);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void foldsAllThatIsSaidOfAScanIntoOneRecord() {
        diagnoses.pipeInput("s", diagnosis("s", Finding.PNEUMONIA, NOW));
        labels.pipeInput("s", TestRoom.label("s", "ann", LabelFinding.NORMAL, NOW));
        diagnoses.pipeInput("s", diagnosis("s", "v2", Finding.NORMAL, NOW, "s/v1"));

        RoomScan scan = store().get("s");
        assertThat(scan.arrival()).isNotNull().satisfies(arrival -> {
            assertThat(arrival.patient()).isEqualTo("child-of-s");
            assertThat(arrival.ageMonths()).isEqualTo(36);
            assertThat(arrival.contentType()).isEqualTo("image/jpeg");
            assertThat(arrival.receivedAt()).isEqualTo(NOW.toEpochMilli());
            assertThat(arrival.place()).isEqualTo(new Place(1, 7));
        });
        assertThat(scan.opinions()).extracting(Opinion::modelVersion).containsExactly("v1", "v2");
        assertThat(scan.standing()).map(Opinion::finding).contains(Finding.NORMAL);
        assertThat(scan.labels()).extracting(Word::reader).containsExactly("ann");
        assertThat(view.find(query(State.READ)).top()).hasSize(1);
    }

    @Test
    void showsDiagnosedAndRejectedScans() {
        diagnoses.pipeInput("d", diagnosis("d", Finding.PNEUMONIA, NOW));
        rejections.pipeInput("r", TestRoom.rejection("r", RejectionReason.TOO_SMALL));

        assertThat(view.find(query(State.WAITING)).top())
                .extracting(Cursor::scanId)
                .containsExactly("d");
        assertThat(view.find(query(State.REJECTED)).top())
                .extracting(Cursor::scanId)
                .containsExactly("r");
    }

    @Test
    void showsNoScanOfWhichOnlyALabelIsKnown() {
        labels.pipeInput("typo", TestRoom.label("typo", "ann", LabelFinding.NORMAL, NOW));

        assertThat(view.find(query(State.READ)).states()).isEmpty();
    }

    @Test
    void forgetsWhatWasLongAgo() {
        Instant longAgo = NOW.minus(Duration.ofDays(91));
        diagnoses.pipeInput("before-the-start", diagnosis("before-the-start", Finding.NORMAL, longAgo));
        store().put("long-kept", RoomScan.of(diagnosis("long-kept", Finding.NORMAL, longAgo)));
        view.put(0, store().get("long-kept"));
        diagnoses.pipeInput("new", diagnosis("new", Finding.NORMAL, NOW));

        driver.advanceWallClockTime(Duration.ofHours(1));

        assertThat(view.find(query(State.WAITING)).top())
                .extracting(Cursor::scanId)
                .containsExactly("new");
        assertThat(store().get("long-kept")).isNull();
        assertThat(store().get("before-the-start")).isNull();
    }

    private KeyValueStore<String, RoomScan> store() {
        return driver.getKeyValueStore(ScanKeeper.STORE);
    }

    private static ScanQuery query(State state) {
        return new ScanQuery(state, Set.of(), Set.of(), 10, null, "ann", NOW.toEpochMilli());
    }

    private <V> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde(registry).serializer());
    }
}
