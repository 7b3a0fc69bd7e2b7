package org.xraystream.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topics;
import org.xraystream.trainer.TrainerApp;

class LiveQualityIT {

    private static final String SHIPPED = ModelBundle.shipped().manifest().version();

    private TestCluster cluster;
    private TrainerApp trainer;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start();
        trainer = start(cluster);
    }

    private static TrainerApp start(TestCluster cluster) throws InterruptedException {
        return TrainerApp.start(cluster.settings().with(Map.of("retraining.labels", "1000000")));
    }

    @AfterEach
    void stop() throws Exception {
        trainer.close();
        cluster.close();
    }

    @Test
    void takesAWorseChampionBackAlsoWhenTheTrainerWasStartedAnewInBetween() throws Exception {
        Instant release = Instant.now().minus(Duration.ofMinutes(1));
        for (int scan = 0; scan < 60; scan++) {
            send("before-" + scan, SHIPPED, Finding.PNEUMONIA, release.minusSeconds(60));
        }
        cluster.send(Topics.MODELS, "champion", TestEvents.champion("v2", release));
        await("the labels are counted", () -> quality().contains("\"truePositives\": 60"));

        trainer.close();
        trainer = start(cluster);
        for (int scan = 0; scan < 20; scan++) {
            send("missed-" + scan, "v2", Finding.NORMAL, release.plusSeconds(scan));
        }

        ModelRelease rollback = cluster.values(Topics.MODELS, 2).get(1);
        assertThat(rollback.getSlot()).isEqualTo(ModelSlot.CHAMPION);
        assertThat(rollback.getVersion()).isEqualTo(SHIPPED);
        assertThat(rollback.getSha256()).isEqualTo(ModelBundle.shipped().sha256());
        assertThat(rollback.getReason()).contains("in place of v2, which is worse", "its predecessor 0 of 60 before");
        await("the alarm is raised", () -> quality().contains("WORSE_THAN_PREDECESSOR"));
        assertThat(cluster.values(Topics.MODELS, 2)).hasSize(2);
    }

    private void send(String scanId, String version, Finding finding, Instant at) {
        cluster.send(Topics.DIAGNOSES, scanId, TestEvents.diagnosis(scanId, version, finding, at));
        cluster.send(
                Topics.LABELS, scanId, TestEvents.label(scanId, LabelFinding.BACTERIAL_PNEUMONIA, "reader", at, false));
    }

    private String quality() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + trainer.port() + "/quality"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
