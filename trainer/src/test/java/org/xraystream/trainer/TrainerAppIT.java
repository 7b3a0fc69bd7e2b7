package org.xraystream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.xraystream.service.testing.TestCluster.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.ScoreComparison;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topics;

class TrainerAppIT {

    private static final int LABELS = 64;

    private TestCluster cluster;
    private TrainerApp trainer;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start();
        trainer = TrainerApp.start(cluster.settings()
                .with(Map.of(
                        "retraining.labels", Integer.toString(LABELS),
                        "retraining.epochs", "1",
                        "promotion.least-cases", "1",
                        "promotion.mode", "approval")));
    }

    @AfterEach
    void stop() throws Exception {
        trainer.close();
        cluster.close();
    }

    @Test
    void releasesAModelTrainedOnFromTheChampionOnceThereAreEnoughLabels() throws InvalidBundleException {
        for (int scan = 0; scan < LABELS; scan++) {
            sendLabelled("s" + scan, scan % 2 == 0 ? LabelFinding.NORMAL : LabelFinding.BACTERIAL_PNEUMONIA);
        }

        ModelRelease release = cluster.values(Topics.MODELS, 1).get(0);

        ModelBundle bundle = ModelBundle.read(((ByteBuffer) release.getBundle()).array());
        assertThat(bundle.sha256()).isEqualTo(release.getSha256());
        assertThat(bundle.manifest().provenance().startedFrom())
                .isEqualTo(ModelBundle.shipped().manifest().version());
        assertThat(release.getTrainedOn()).isBetween(32L, (long) LABELS);
        assertThat(release.getSlot()).isEqualTo(ModelSlot.SHADOW);
        assertThat(release.getReason()).contains("scans of held-out children");
        assertThat(release.getChallenged())
                .isEqualTo(ModelBundle.shipped().manifest().version());
        assertThat(release.getComparisons()).extracting(ScoreComparison::getSet).containsOnly("HELD_OUT");
        assertThat(release.getComparisons())
                .extracting(ScoreComparison::getScore)
                .contains("auc", "accuracy");
        assertThat(release.getLabelsUntil()).isNotNull();
    }

    @Test
    void trainsOnDemandAndSaysSo() throws Exception {
        for (int scan = 0; scan < LABELS - 1; scan++) {
            sendLabelled("s" + scan, scan % 2 == 0 ? LabelFinding.NORMAL : LabelFinding.VIRAL_PNEUMONIA);
        }
        await("the labels are known", () -> metric("xraystream_labels_new").endsWith(" 63.0"));

        HttpResponse<String> response = post("/retrainings");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(cluster.values(Topics.MODELS, 1)).hasSize(1);
    }

    @Test
    void learnsOnlyFromLabelsThatTellNormalFromPneumonia() throws Exception {
        sendLabelled("s1", LabelFinding.CANNOT_TELL);
        sendLabelled("s2", LabelFinding.PNEUMONIA);
        sendLabelled("s3", LabelFinding.VIRAL_PNEUMONIA);

        await("the labels are known", () -> metric("xraystream_labels_new").endsWith(" 2.0"));
    }

    @Test
    void countsACorrectedLabelOnce() throws Exception {
        sendLabelled("s1", LabelFinding.VIRAL_PNEUMONIA);
        sendLabelled("s1", LabelFinding.BACTERIAL_PNEUMONIA);
        sendLabelled("s2", LabelFinding.NORMAL);

        await("the labels are known", () -> metric("xraystream_labels_new").endsWith(" 2.0"));
    }

    @Test
    void listsForReviewWhatReadersContradictEachOtherOn() throws Exception {
        sendLabelled("s1", LabelFinding.NORMAL);
        cluster.send(Topics.LABELS, "s1", label("s1", LabelFinding.VIRAL_PNEUMONIA, "another-reader"));
        await("the dispute is known", () -> metric("xraystream_labels_disputed").endsWith(" 1.0"));

        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri("/review")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"scanId\":\"s1\"", "\"reader\":\"another-reader\"", "\"finding\":\"NORMAL\"");
    }

    @Test
    void saysWhyAModelCannotBeApprovedOrTakenBack() throws Exception {
        HttpResponse<String> approval = post("/models/v9/approval?by=dr-17");
        HttpResponse<String> rollback = post("/models/rollback");

        assertThat(approval.statusCode()).isEqualTo(409);
        assertThat(approval.body()).contains("no release of version v9 is known");
        assertThat(rollback.statusCode()).isEqualTo(409);
        assertThat(rollback.body()).contains("no champion has been released");
        assertThat(cluster.values(Topics.AUDIT, 2))
                .extracting(AuditEvent::getAct, AuditEvent::getSubject, AuditEvent::getOutcome)
                .containsExactly(
                        tuple(AuditAct.APPROVAL, "v9", AuditOutcome.REFUSED),
                        tuple(AuditAct.ROLLBACK, "the one before", AuditOutcome.REFUSED));
    }

    @Test
    void makesAWaitingChallengerChampionWhenAPersonApproves() throws Exception {
        ModelBundle shipped = ModelBundle.shipped();
        cluster.send(
                Topics.MODELS,
                "shadow",
                ModelRelease.newBuilder()
                        .setSlot(ModelSlot.SHADOW)
                        .setVersion("v2")
                        .setSha256("0".repeat(64))
                        .setBundle(ByteBuffer.wrap(new byte[] {1}))
                        .setScores(Map.of())
                        .setReason("no worse")
                        .setReleasedBy("trainer")
                        .setReleasedAt(Instant.EPOCH)
                        .setChallenged(shipped.manifest().version())
                        .setAwaitsApproval(true)
                        .build());

        HttpResponse<String> approval = post("/models/v2/approval?by=dr-17");

        assertThat(approval.statusCode()).as(approval.body()).isEqualTo(200);
        assertThat(cluster.values(Topics.MODELS, 2).get(1)).satisfies(release -> {
            assertThat(release.getSlot()).isEqualTo(ModelSlot.CHAMPION);
            assertThat(release.getVersion()).isEqualTo("v2");
            assertThat(release.getReleasedBy()).isEqualTo("dr-17");
            assertThat(release.getReason()).isEqualTo("approved by dr-17: no worse");
            assertThat(release.getAwaitsApproval()).isFalse();
        });
    }

    private HttpResponse<String> post(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri(path))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Label label(String scanId, LabelFinding finding, String reader) {
        return Label.newBuilder()
                .setScanId(scanId)
                .setFinding(finding)
                .setReader(reader)
                .setLabelledAt(Instant.now())
                .setSawModelResult(false)
                .build();
    }

    private void sendLabelled(String scanId, LabelFinding finding) {
        var preprocessing = ModelBundle.shipped().preprocessing();
        byte[] pixels = new byte[preprocessing.side() * preprocessing.side()];
        new Random(scanId.hashCode()).nextBytes(pixels);
        cluster.send(
                Topics.PREPARED,
                scanId,
                PreparedScan.newBuilder()
                        .setScanId(scanId)
                        .setPatientPseudonym("child-of-" + scanId)
                        .setSite("test-site")
                        .setPreprocessing(preprocessing.id())
                        .setWidth(preprocessing.side())
                        .setHeight(preprocessing.side())
                        .setPixels(ByteBuffer.wrap(pixels))
                        .setCapturedAt(Instant.EPOCH)
                        .build());
        cluster.send(Topics.LABELS, scanId, label(scanId, finding, "reader"));
    }

    private String metric(String name) {
        try {
            List<String> lines = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .toList();
            return lines.isEmpty() ? "" : lines.get(0);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + trainer.port() + path);
    }
}
