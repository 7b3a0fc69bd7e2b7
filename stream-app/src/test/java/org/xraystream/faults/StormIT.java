package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.ModelRelease;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.reconciliation.TestAccounts;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.serving.TestReleases;
import org.xraystream.streamapp.ScanEvents;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.topic.Topics;

/**
 * Many releases, a third of them bad, while scans flow of which a fifth is bad too: every scan has one outcome, and only
 * models that may serve have made a diagnosis. {@code -Dstorm.releases=100} makes a longer one.
 */
@Timeout(600)
class StormIT {

    private static final int RELEASES = Integer.getInteger("storm.releases", 30);
    private static final int SCANS_BESIDE_EACH = 10;
    private static final int SHARE_OF_BAD_RELEASES = 3;
    private static final List<EncodedImage> BAD =
            List.of(TestScans.truncatedJpeg(), TestScans.textPage(), TestScans.cmykJpeg(), TestScans.emptyPayload());

    @Test
    void losesNoScanInAStormOfReleasesAndBadInput() throws Exception {
        try (var cluster = TestCluster.start();
                var app = StreamApp.start(cluster.settings())) {
            String shipped = app.modelVersion();
            var releasing = CompletableFuture.runAsync(() -> release(cluster));
            int scans = RELEASES * SCANS_BESIDE_EACH;
            for (int scan = 0; scan < scans; scan++) {
                send(cluster, scan);
            }
            releasing.join();
            String last = "good-" + (isBad(RELEASES - 1) ? RELEASES - 2 : RELEASES - 1);
            await("the last good release is in force", () -> app.modelVersion().equals(last));

            Reconciliation account = TestAccounts.balanced(cluster, scans, Duration.ofMinutes(2));
            assertThat(account.balances()).isTrue();
            assertThat(account.total(Hour::rejected)).isEqualTo(scans / 10);
            assertThat(account.total(Hour::deadLetters)).isEqualTo(scans / 10);
            assertThat(account.total(Hour::diagnosed)).isEqualTo(scans - 2 * (scans / 10));
            assertThat(cluster.values(Topics.DIAGNOSES, (int) account.total(Hour::diagnosed)))
                    .extracting(Diagnosis::getModelVersion)
                    .allSatisfy(version -> assertThat(version).matches("good-.*|" + shipped));
        }
    }

    /** Of ten scans eight are good, one cannot be read, and one is no scan. */
    private static void send(TestCluster cluster, int scan) {
        String scanId = "scan-" + scan;
        if (scan % 10 == 3) {
            cluster.send(Topics.SCANS, scanId, ScanEvents.scan(scanId, BAD.get(scan / 10 % BAD.size())));
        } else if (scan % 10 == 7) {
            cluster.sendBytes(Topics.SCANS, scanId, ("no scan " + scan).getBytes(StandardCharsets.UTF_8));
        } else {
            cluster.send(Topics.SCANS, scanId, ScanEvents.scan(scanId, TestScans.greyJpeg()));
        }
    }

    private static void release(TestCluster cluster) {
        for (int i = 0; i < RELEASES; i++) {
            cluster.send(Topics.MODELS, "champion", isBad(i) ? badRelease(i) : TestReleases.good("good-" + i));
        }
    }

    private static boolean isBad(int release) {
        return release % SHARE_OF_BAD_RELEASES == 0;
    }

    private static ModelRelease badRelease(int i) {
        return switch (i / SHARE_OF_BAD_RELEASES % 4) {
            case 0 -> TestReleases.noZip("bad-" + i);
            case 1 -> TestReleases.withWrongHash("bad-" + i);
            case 2 -> TestReleases.withWrongVersion("bad-" + i);
            default -> TestReleases.withFalseGolden("bad-" + i);
        };
    }
}
