package org.xraystream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.event.Scan;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestDicom;
import org.xraystream.image.TestScans;
import org.xraystream.service.access.Access;
import org.xraystream.service.content.ContentStore;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.serving.TestReleases;
import org.xraystream.streamapp.ScanEvents;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.topic.Topics;

/** The reading room against a real broker, as its pages use it. */
class ReadingRoomIT {

    private static final String SECRET = "a secret of more than thirty-two characters";

    private TestCluster cluster;

    @BeforeEach
    void startCluster() throws Exception {
        cluster = TestCluster.start();
    }

    @AfterEach
    void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void bringsAScanFromTheTopicToTheReaderAndTheLabelBack() throws Exception {
        try (StreamApp app = start(Map.of("reading.blind-share", "0"));
                var page = RoomClient.of(app, "ann").listening("")) {
            var ann = RoomClient.of(app, "ann");
            byte[] jpeg = TestScans.radiograph(1, 0).content();
            publish("s1", "s2");
            cluster.send(Topics.SCANS, "broken", ScanEvents.scan("broken", TestScans.truncatedJpeg()));

            await(
                    "the worklist has both",
                    () -> ann.get("/api/scans").path("matching").asInt() == 2
                            && ann.get("/api/scans").at("/rows/0/ageMonths").asInt() == 36
                            && ann.get("/api/scans/s1/thumbnail", 200).length > 0);
            await(
                    "the broken one is rejected",
                    () -> ann.get("/api/scans").at("/counts/states/rejected").asInt() == 1);
            assertThat(ann.get("/api/scans?state=rejected")
                            .at("/rows/0/rejection/reason")
                            .asText())
                    .isEqualTo("UNREADABLE");
            JsonNode scan = ann.get("/api/scans/s1");
            assertThat(scan.at("/row/opinion/probabilities/normal").isNumber()).isTrue();
            assertThat(scan.at("/row/patientPseudonym").asText()).isEqualTo("child-of-s1");
            assertThat(ann.get("/api/scans/s1/image", 200)).isEqualTo(jpeg);
            assertThat(ann.get("/api/scans/s1/overlay", 200)).startsWith(0x89, 'P', 'N', 'G');

            JsonNode given = ann.post(
                    "/api/scans/s1/labels", "{\"finding\":\"VIRAL_PNEUMONIA\",\"comment\":\"<b>left</b>\"}", 201);

            assertThat(given.at("/label/sawModelResult").asBoolean()).isTrue();
            assertThat(cluster.values(Topics.LABELS, 1)).singleElement().satisfies(label -> {
                assertThat(label.getReader()).isEqualTo(ann.account());
                assertThat(label.getFinding()).isEqualTo(LabelFinding.VIRAL_PNEUMONIA);
                assertThat(label.getComment()).isEqualTo("<b>left</b>");
            });
            await(
                    "the page hears of it",
                    () -> page.scans().stream()
                            .anyMatch(event -> event.path("what").asText().equals("LABELLED")
                                    && event.at("/row/mine").asText().equals("VIRAL_PNEUMONIA")));
            await(
                    "it is read",
                    () -> ann.get("/api/scans?state=read").path("matching").asInt() == 1);

            JsonNode undone =
                    ann.delete("/api/scans/s1/labels/" + given.path("labelId").asText(), 200);

            assertThat(undone.path("label").isNull()).isTrue();
            assertThat(cluster.values(Topics.LABELS, 2))
                    .extracting(Label::getRetracted)
                    .containsExactly(false, true);
            await("it waits again", () -> ann.get("/api/scans").path("matching").asInt() == 2);
        }
    }

    @Test
    void showsADicomScanAtItsSizeThoughNoBrowserReadsDicom() throws Exception {
        try (StreamApp app = start(Map.of("reading.blind-share", "0"))) {
            var ann = RoomClient.of(app, "ann");
            EncodedImage dicom = TestDicom.radiograph(1, 0, 12).file();

            cluster.send(Topics.SCANS, "d1", ScanEvents.scan("d1", dicom));
            await("it is read", () -> ann.get("/api/scans").path("matching").asInt() == 1);

            var picture = ImageIO.read(new ByteArrayInputStream(ann.get("/api/scans/d1/image", 200)));
            assertThat(picture.getWidth()).isEqualTo(320);
            assertThat(picture.getHeight()).isEqualTo(240);
        }
    }

    @Test
    void showsAScanWhoseImageLiesInTheContentStore(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("xraystream-content"));
        Map<String, String> settings = Map.of(
                "reading.blind-share", "0", "content.store", folder.toUri().toString());
        try (StreamApp app = start(settings);
                ContentStore store = ContentStore.from(Settings.of(settings)).orElseThrow()) {
            var ann = RoomClient.of(app, "ann");
            EncodedImage image = TestScans.radiograph(1, 0);
            Scan scan = Scan.newBuilder(ScanEvents.scan("s1", image))
                    .setPayload(store.put(image.content()))
                    .build();

            cluster.send(Topics.SCANS, "s1", scan);
            await("it is read", () -> ann.get("/api/scans").path("matching").asInt() == 1);

            assertThat(ann.get("/api/scans/s1").at("/row/opinion/finding").asText())
                    .isNotEmpty();
            assertThat(ann.get("/api/scans/s1/image", 200)).isEqualTo(image.content());
        }
    }

    @Test
    void hidesTheOpinionOfABlindReadEverywhereUntilItIsLabelled() throws Exception {
        try (StreamApp app = start(Map.of("reading.blind-share", "1"));
                var page = RoomClient.of(app, "ann").listening("")) {
            var ann = RoomClient.of(app, "ann");
            publish("s1");
            await("the scan is read by the model", () -> ann.get("/api/scans/s1/thumbnail", 200).length > 0);
            await("the page hears of it", () -> !page.scans().isEmpty());

            assertThat(ann.get("/api/scans").at("/rows/0/blind").asBoolean()).isTrue();
            for (JsonNode row : List.of(
                    ann.get("/api/scans").at("/rows/0"),
                    ann.get("/api/scans/s1").path("row"),
                    page.scans().get(page.scans().size() - 1).path("row"))) {
                assertThat(row.path("opinion").isNull()).isTrue();
                assertThat(row.path("findings").isNull()).isTrue();
            }
            assertThat(ann.get("/api/scans/s1").path("opinions")).isEmpty();
            assertThat(ann.problem("/api/scans/s1/overlay", 403)).isEqualTo("/problems/blind-read");

            JsonNode given = ann.post("/api/scans/s1/labels", "{\"finding\":\"NORMAL\"}", 201);

            assertThat(given.at("/label/sawModelResult").asBoolean()).isFalse();
            assertThat(given.at("/opinion/modelVersion").asText()).isEqualTo(app.modelVersion());
            assertThat(ann.get("/api/scans/s1/overlay", 200)).isNotEmpty();
            assertThat(RoomClient.of(app, "bob")
                            .get("/api/scans/s1")
                            .at("/row/blind")
                            .asBoolean())
                    .isTrue();
            assertThat(cluster.values(Topics.LABELS, 1).get(0).getSawModelResult())
                    .isFalse();
        }
    }

    @Test
    void losesNoRowWhenAPageReconnects() throws Exception {
        try (StreamApp app = start(Map.of())) {
            var ann = RoomClient.of(app, "ann");
            await("the room is open", () -> ann.status("/api/scans") == 200);
            publish("s1");
            String heard;
            try (var page = ann.listening("")) {
                await("the page hears of the first", () -> page.heardOf("s1"));
                heard = page.lastId();
            }
            publish("s2", "s3");
            await("they are there", () -> ann.get("/api/scans").path("matching").asInt() == 3);

            try (var page = ann.listening(heard)) {
                await("the page hears of what it missed", () -> page.heardOf("s2") && page.heardOf("s3"));
                assertThat(page.names()).contains("model").doesNotContain("reset");
            }
            try (var page = ann.listening("nonsense")) {
                await("the page is told to begin anew", () -> page.names().contains("reset"));
            }
        }
    }

    @Test
    void sendsADeadLetterOnceMoreAndNeverTwice() throws Exception {
        try (StreamApp app = start(Map.of())) {
            var operator = RoomClient.of(app, "olga");
            cluster.sendBytes(Topics.SCANS, "no-avro", "no Avro".getBytes(StandardCharsets.UTF_8));
            cluster.read(Topics.DEAD_LETTERS, 1);
            await("the room is open", () -> operator.status("/api/system") == 200);
            JsonNode letter = operator.get("/api/dead-letters").at("/letters/0");
            assertThat(letter.path("key").asText()).isEqualTo("no-avro");
            assertThat(letter.path("headers").has("__streams.errors.exception")).isTrue();
            assertThat(letter.path("redriven").isNull()).isTrue();
            String redrive = "/api/dead-letters/" + letter.path("partition").asInt() + "/"
                    + letter.path("offset").asLong() + "/redrive";

            operator.post(redrive, "", 200);
            operator.post(redrive, "", 409);

            List<ConsumerRecord<byte[], byte[]>> again = cluster.read(Topics.DEAD_LETTERS, 2);
            assertThat(again).hasSize(2);
            assertThat(again)
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .containsOnly("no-avro");
            assertThat(again)
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsOnly("no Avro");
            JsonNode letters = operator.get("/api/dead-letters").path("letters");
            assertThat(letters).hasSize(2);
            assertThat(StreamSupport.stream(letters.spliterator(), false)
                            .filter(one -> !one.path("redriven").isNull()))
                    .hasSize(1);
        }
    }

    @Test
    void approvesRollsBackAndRecallsWhileThePageIsOpen() throws Exception {
        try (StreamApp app = start(Map.of("reading.blind-share", "0"));
                var page = RoomClient.of(app, "olga").listening("")) {
            var operator = RoomClient.of(app, "olga");
            String shipped = app.modelVersion();
            publish("s1");
            cluster.values(Topics.DIAGNOSES, 1);
            cluster.send(
                    Topics.MODELS,
                    "shadow",
                    ModelRelease.newBuilder(TestReleases.good("v2"))
                            .setSlot(ModelSlot.SHADOW)
                            .setChallenged(shipped)
                            .setAwaitsApproval(true)
                            .build());
            await("the challenger waits", () -> app.shadowVersion().equals(Optional.of("v2")));
            JsonNode models = operator.get("/api/models");
            assertThat(models.path("champion").asText()).isEqualTo(shipped);
            assertThat(models.at("/releases/0/awaitsApproval").asBoolean()).isTrue();
            assertThat(models.path("rollbackTo").isNull()).isTrue();

            operator.post("/api/models/v2/approval", "", 200);

            await("v2 serves", () -> app.modelVersion().equals("v2"));
            await(
                    "the page hears of it",
                    () -> page.models().stream()
                            .anyMatch(model -> model.path("champion").asText().equals("v2")));
            assertThat(operator.get("/api/models").path("rollbackTo").asText()).isEqualTo(shipped);
            assertThat(operator.get("/api/models/v2").path("sha256").asText()).hasSize(64);
            operator.post("/api/models/v2/approval", "", 409);
            operator.post("/api/models/v2/recall", "", 409);

            operator.post("/api/models/" + shipped + "/recall", "", 202);

            await(
                    "the recall is done",
                    () -> operator.get("/api/models")
                                    .at("/recall/result/readAgain")
                                    .asInt()
                            == 1);
            await(
                    "the scan says so",
                    () -> operator.get("/api/scans/s1").path("opinions").size() == 2);
            assertThat(operator.get("/api/scans/s1").at("/row/opinion/status").asText())
                    .isEqualTo("AMENDED");

            operator.post("/api/models/rollback", "{\"reason\":\"too many false alarms\"}", 200);

            await("the shipped model serves again", () -> app.modelVersion().equals(shipped));
            assertThat(operator.get("/api/models").at("/releases/0/reason").asText())
                    .contains(operator.account(), "too many false alarms");
        }
    }

    @Test
    void answersForTheScansOfAnotherInstance() throws Exception {
        try (StreamApp one = start(instance());
                StreamApp other = start(instance())) {
            var atOne = RoomClient.of(one, "ann");
            var atOther = RoomClient.of(other, "ann");
            Set<String> published = new HashSet<>();
            for (int i = 0; i < 12; i++) {
                published.add("scan-" + i);
            }
            publish(published.toArray(new String[0]));

            await("both instances keep scans", () -> both(atOne) && both(atOther));
            for (var client : List.of(atOne, atOther)) {
                await(
                        "the list is whole",
                        () -> client.get("/api/scans").path("complete").asBoolean()
                                && client.get("/api/scans").path("matching").asInt() == 12);
                Set<String> listed = new HashSet<>();
                client.get("/api/scans")
                        .path("rows")
                        .forEach(row -> listed.add(row.path("scanId").asText()));
                assertThat(listed).isEqualTo(published);
                for (String scanId : published) {
                    assertThat(client.get("/api/scans/" + scanId)
                                    .at("/row/scanId")
                                    .asText())
                            .isEqualTo(scanId);
                }
            }
            assertThat(atOne.status("/internal/room/rejections")).isEqualTo(404);
        }
    }

    @Test
    void goesOnWithoutTheInstanceThatKeptTheScans() throws Exception {
        try (StreamApp one = start(instance())) {
            var atOne = RoomClient.of(one, "ann");
            String heardAtOther;
            Set<String> published = new HashSet<>();
            try (var page = atOne.listening("")) {
                try (StreamApp other = start(instance())) {
                    var atOther = RoomClient.of(other, "ann");
                    await("both instances keep scans", () -> both(atOne) && both(atOther));
                    try (var otherPage = atOther.listening("")) {
                        publish(published, "before", 12);
                        await("the list is whole", () -> isListed(atOne, published));
                        assertThat(atOther.kept(Access.peerToken(Settings.of(Map.of("access.secret", SECRET)))))
                                .isBetween(1, 11);
                        await(
                                "both pages have heard of all",
                                () -> page.scanIds().equals(published)
                                        && otherPage.scanIds().equals(published));
                        heardAtOther = otherPage.lastId();
                    }
                }
                publish(published, "after", 6);

                await("the list is whole again", () -> isListed(atOne, published));
                await(
                        "the page hears of those that came after",
                        () -> page.scanIds().equals(published));
                assertThat(page.names()).doesNotContain("reset");
                for (String scanId : published) {
                    assertThat(atOne.get("/api/scans/" + scanId)
                                    .at("/row/scanId")
                                    .asText())
                            .isEqualTo(scanId);
                }
            }
            try (var moved = atOne.listening(heardAtOther)) {
                var after = new HashSet<>(published);
                after.removeIf(scanId -> scanId.startsWith("before"));
                await(
                        "the page of the other goes on here",
                        () -> moved.scanIds().equals(after));
                assertThat(moved.names()).doesNotContain("reset");
            }
        }
    }

    private void publish(Set<String> published, String name, int count) {
        for (int i = 0; i < count; i++) {
            publish(name + "-" + i);
            published.add(name + "-" + i);
        }
    }

    private static boolean isListed(RoomClient client, Set<String> scanIds) {
        if (client.status("/api/scans") != 200) {
            return false;
        }
        JsonNode list = client.get("/api/scans");
        List<String> listed = list.path("rows").findValuesAsText("scanId");
        return list.path("complete").asBoolean()
                && listed.size() == scanIds.size()
                && new HashSet<>(listed).equals(scanIds);
    }

    private static boolean both(RoomClient client) {
        return client.status("/api/system") == 200
                && client.get("/api/system").path("instances").size() == 2;
    }

    private Map<String, String> instance() throws Exception {
        try (var free = new ServerSocket(0)) {
            return Map.of(
                    "http.port",
                    Integer.toString(free.getLocalPort()),
                    "http.advertised",
                    "127.0.0.1:" + free.getLocalPort(),
                    "access.secret",
                    SECRET,
                    "kafka.state.dir",
                    cluster.newFolder().toString());
        }
    }

    private StreamApp start(Map<String, String> settings) throws Exception {
        return StreamApp.start(
                cluster.settings().with(RoomClient.tokens("ann", "bob", "olga")).with(settings));
    }

    private void publish(String... scanIds) {
        for (String scanId : scanIds) {
            cluster.send(Topics.SCANS, scanId, ScanEvents.scan(scanId, TestScans.radiograph(1, 0)));
        }
    }
}
