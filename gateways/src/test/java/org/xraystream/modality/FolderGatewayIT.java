package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.Scan;
import org.xraystream.image.TestDicom;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topics;

/** A folder as inbox, through a real broker. */
@Timeout(180)
class FolderGatewayIT {

    @Test
    void sendsEachImageOnceInTheOrderInWhichTheyCame(@TempDir Path folder) throws Exception {
        try (var cluster = TestCluster.start()) {
            put(folder, "third.dcm", 3);
            put(folder, "first.dcm", 1);
            put(folder, "second.dcm", 2);
            try (var gateway = ModalityGateway.start(settings(cluster, folder))) {
                await("all are done", () -> Files.exists(folder.resolve("done/third.dcm")));
                assertThat(gateway.port()).isPositive();
            }

            put(folder, "first.dcm", 1);
            put(folder, "fourth.dcm", 4);
            try (var gateway = ModalityGateway.start(settings(cluster, folder))) {
                await("the fourth is done", () -> Files.exists(folder.resolve("done/fourth.dcm")));
                assertThat(gateway.port()).isPositive();
            }

            assertThat(cluster.read(Topics.SCANS, 4))
                    .extracting(scan ->
                            new String(scan.headers().lastHeader("traceparent").value(), UTF_8))
                    .doesNotHaveDuplicates()
                    .allMatch(parent -> parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
            assertThat(cluster.read(Topics.SCANS, 4))
                    .extracting(scan -> scan.value().getScanId())
                    .containsExactlyInAnyOrder("2.25.11", "2.25.12", "2.25.13", "2.25.14");
            assertThat(cluster.read(Topics.INTAKE, 4).stream()
                            .map(note -> note.key())
                            .filter(key -> !key.startsWith("place/")))
                    .containsExactly("2.25.11", "2.25.12", "2.25.13", "2.25.14");
            assertThat(folder.resolve("done")).isDirectoryContaining(file -> file.endsWith("first.dcm.1"));
        }
    }

    @Test
    void keepsWhatItCannotSendAndGoesOn(@TempDir Path folder) throws Exception {
        try (var cluster = TestCluster.start()) {
            Path cut = put(folder, "cut.dcm", 1);
            byte[] whole = Files.readAllBytes(cut);
            Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
            Files.setLastModifiedTime(cut, FileTime.from(Instant.EPOCH));
            put(folder, "good.dcm", 2);
            Path unfinished = put(folder, ".unfinished.dcm", 3);

            try (var gateway = ModalityGateway.start(settings(cluster, folder))) {
                await("the good one is done", () -> Files.exists(folder.resolve("done/good.dcm")));
                assertThat(gateway.port()).isPositive();
            }

            assertThat(cluster.values(Topics.SCANS, 1))
                    .extracting(Scan::getScanId)
                    .containsExactly("2.25.12");
            assertThat(folder.resolve("failed/cut.dcm")).exists();
            assertThat(folder.resolve("failed/cut.dcm.reason.txt")).content().startsWith("UNREADABLE: DICOM truncated");
            assertThat(unfinished).exists();
        }
    }

    private static Path put(Path folder, String name, long seed) throws IOException {
        Path file = Files.write(
                folder.resolve(name), TestDicom.radiograph(seed, 0.2, 12).file().content());
        return Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(seed)));
    }

    private static Settings settings(TestCluster cluster, Path folder) {
        return cluster.settings()
                .with(Map.of(
                        "modality.folder",
                        folder.toString(),
                        "modality.every",
                        "PT0.1S",
                        "pseudonym.secret",
                        "a secret of the site"));
    }
}
