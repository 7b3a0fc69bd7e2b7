package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.ContentReference;
import org.xraystream.event.Scan;
import org.xraystream.image.TestDicom;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topics;

/** Large payloads beside their events: a folder as inbox, a folder as content store, a real broker. */
@Timeout(180)
class LargePayloadsIT {

    private static final Path MARK = Path.of("xraystream-content");

    private final Path inbox;
    private final Path store;
    private TestCluster cluster;

    LargePayloadsIT(@TempDir Path folder) throws IOException {
        inbox = Files.createDirectory(folder.resolve("inbox"));
        store = Files.createDirectory(folder.resolve("store"));
        Files.createFile(store.resolve(MARK));
    }

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start();
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void putsALargePayloadIntoTheStoreAndLeavesASmallOneInItsEvent() throws Exception {
        byte[] small = image(1, 8);
        put("small.dcm", small, 1);
        put("large.dcm", image(2, 16), 2);

        try (var gateway = ModalityGateway.start(settings(sizeOfEvent(small)))) {
            awaitDone("large.dcm");
            assertThat(gateway.port()).isPositive();
        }

        List<Scan> scans = cluster.values(Topics.SCANS, 2);
        assertThat(scans).filteredOn(LargePayloadsIT::isReference).hasSize(1).allSatisfy(scan -> {
            var reference = (ContentReference) scan.getPayload();
            assertThat(scan.getScanId()).isEqualTo("2.25.12");
            assertThat(fetch(reference)).hasSize((int) reference.getSize());
        });
        assertThat(contents()).hasSize(1);
    }

    /** Between putting and sending a gateway can be killed: what it leaves behind is just what is put here. */
    @Test
    void sendsOneScanAndKeepsOneContentThoughTheGatewayBeforeWasKilledHavingPutIt() throws Exception {
        byte[] image = image(1, 12);
        LargePayloads killed = LargePayloads.from(settings(0));
        Scan neverSent = killed.refer(scans().scanOf(DicomScans.read(image)));
        assertThat(contents()).hasSize(1);
        put("first.dcm", image, 1);

        try (var gateway = ModalityGateway.start(settings(0))) {
            awaitDone("first.dcm");
            assertThat(gateway.port()).isPositive();
        }

        assertThat(cluster.values(Topics.SCANS, 1))
                .extracting(Scan::getPayload)
                .containsExactly(neverSent.getPayload());
        assertThat(contents()).hasSize(1);
    }

    @Test
    void waitsForAStoreThatIsAwayAndKeepsTheOrder() throws Exception {
        try (var gateway = ModalityGateway.start(settings(0))) {
            put("first.dcm", image(1, 12), 1);
            awaitDone("first.dcm");
            Files.delete(store.resolve(MARK));
            put("second.dcm", image(2, 12), 2);
            put("third.dcm", image(3, 12), 3);
            await("it says that scans wait", () -> readiness(gateway).contains("scans wait"));
            Thread.sleep(2_000);
            assertThat(cluster.values(Topics.SCANS, 1)).hasSize(1);
            assertThat(inbox.resolve("failed")).isEmptyDirectory();

            Files.createFile(store.resolve(MARK));

            awaitDone("third.dcm");
            await("it is well again", () -> !readiness(gateway).contains("scans wait"));
        }
        assertThat(cluster.values(Topics.SCANS, 3)).hasSize(3).allMatch(LargePayloadsIT::isReference);
        assertThat(cluster.read(Topics.INTAKE, 3).stream()
                        .map(note -> note.key())
                        .filter(key -> !key.startsWith("place/")))
                .containsExactly("2.25.11", "2.25.12", "2.25.13");
    }

    @Test
    void stopsWhileItWaitsAndSendsTheScanAfterwards() throws Exception {
        Files.delete(store.resolve(MARK));
        put("first.dcm", image(1, 12), 1);
        try (var gateway = ModalityGateway.start(settings(0))) {
            await("it says that scans wait", () -> readiness(gateway).contains("scans wait"));
        }
        assertThat(inbox.resolve("first.dcm")).exists();
        Files.createFile(store.resolve(MARK));

        try (var gateway = ModalityGateway.start(settings(0))) {
            awaitDone("first.dcm");
            assertThat(gateway.port()).isPositive();
        }

        assertThat(cluster.values(Topics.SCANS, 1)).hasSize(1);
    }

    private static byte[] image(long seed, int bits) {
        return TestDicom.radiograph(seed, 0.2, bits).file().content();
    }

    private int sizeOfEvent(byte[] image) throws Exception {
        return ((ByteBuffer) scans().scanOf(DicomScans.read(image)).getPayload()).remaining();
    }

    private static DicomScans scans() {
        return new DicomScans(
                new Pseudonyms("a secret of the site".getBytes(UTF_8)),
                Optional.empty(),
                ZoneOffset.UTC,
                Clock.systemUTC());
    }

    private void put(String name, byte[] image, long second) throws IOException {
        Path hidden = Files.write(inbox.resolve("." + name), image);
        Files.setLastModifiedTime(hidden, FileTime.from(Instant.EPOCH.plusSeconds(second)));
        Files.move(hidden, inbox.resolve(name));
    }

    private void awaitDone(String name) throws InterruptedException {
        await(name + " is done", () -> Files.exists(inbox.resolve("done").resolve(name)));
    }

    private static boolean isReference(Scan scan) {
        return scan.getPayload() instanceof ContentReference;
    }

    private byte[] fetch(ContentReference reference) throws IOException {
        return ContentFetcher.from(settings(0), Topics.LARGEST_RECORD).fetch(reference);
    }

    private List<Path> contents() throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(MARK))
                    .toList();
        }
    }

    private static String readiness(ModalityGateway gateway) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/health/ready"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings settings(int largestInline) {
        return cluster.settings()
                .with(Map.of(
                        "modality.folder",
                        inbox.toString(),
                        "modality.every",
                        "PT0.1S",
                        "modality.zone",
                        "UTC",
                        "pseudonym.secret",
                        "a secret of the site",
                        "content.store",
                        store.toUri().toString(),
                        "content.inline.largest",
                        Integer.toString(largestInline)));
    }
}
