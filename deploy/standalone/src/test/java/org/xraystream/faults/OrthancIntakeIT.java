package org.xraystream.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.image.Dcmtk;
import org.xraystream.image.TestDicom;
import org.xraystream.modality.ModalityGateway;
import org.xraystream.orthanc.OrthancProcess;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/** What Orthanc may do to a gateway that takes images from it: lose its disk, or hold what was refused. */
@Timeout(300)
class OrthancIntakeIT {

    private static final int SERIES_INSTANCE_UID = 0x0020_000e;
    private static final int INSTITUTION_NAME = 0x0008_0080;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private BrokerProcess broker;
    private RegistryProcess registry;
    private Connection connection;

    OrthancIntakeIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() throws Exception {
        Dcmtk.assumeInstalled("Orthanc");
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        registry = RegistryProcess.start(folder.resolve("registry"), 0);
        connection = Connection.from(Settings.of(addresses()));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            registry.close();
            broker.close();
        }
    }

    @Test
    void takesWhatComesAfterItsDiskWasLostAndNothingTwice() throws Exception {
        int port;
        try (var orthanc = OrthancProcess.start(folder.resolve("before"), false)) {
            port = orthanc.httpPort();
            try (var gateway = ModalityGateway.start(settings(orthanc))) {
                store(orthanc, 1, 5);
                awaitScans(5);
                assertThat(gateway.port()).isPositive();
            }
        }

        // More has come since than came before, so that the new count has overtaken the old.
        try (var orthanc = OrthancProcess.start(folder.resolve("after"), false, port)) {
            store(orthanc, 1, 12);
            try (var gateway = ModalityGateway.start(settings(orthanc))) {
                awaitScans(12);
                assertThat(gateway.port()).isPositive();
            }
        }

        ModalityGateway running;
        try (var orthanc = OrthancProcess.start(folder.resolve("third"), false, port)) {
            running = ModalityGateway.start(settings(orthanc));
            store(orthanc, 13, 14);
            awaitScans(14);
        }
        try (running;
                var orthanc = OrthancProcess.start(folder.resolve("fourth"), false, port)) {
            store(orthanc, 1, 16);
            awaitScans(16);
            store(orthanc, 17, 17);
            awaitScans(17);
            Thread.sleep(2_000);
        }

        assertThat(scans())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 17)
                        .mapToObj(scan -> "2.25.1" + scan)
                        .toList());
    }

    @Test
    void looksAgainAtWhatWasRefused() throws Exception {
        try (var orthanc = OrthancProcess.start(folder.resolve("orthanc"), false)) {
            // Given
            store(orthanc, 1, 2);
            String nameless = store(orthanc, radiograph(3).text(INSTITUTION_NAME, "LO", ""));
            store(orthanc, 4, 4);
            URI reason = URI.create(orthanc.url() + "/instances/" + nameless + "/metadata/4242");
            try (var gateway = ModalityGateway.start(settings(orthanc))) {
                awaitScans(3);
                assertThat(gateway.port()).isPositive();
            }
            assertThat(get(reason).body()).contains("INCOMPLETE_SCAN");

            // When
            var mended = settings(orthanc).with(Map.of("modality.site", "clinic", "modality.again", "true"));
            try (var gateway = ModalityGateway.start(mended)) {
                awaitScans(4);
                store(orthanc, 5, 5);
                awaitScans(5);
                assertThat(gateway.port()).isPositive();
            }

            // Then
            assertThat(scans()).containsExactlyInAnyOrder("2.25.11", "2.25.12", "2.25.13", "2.25.14", "2.25.15");
            assertThat(get(reason).statusCode()).isEqualTo(404);
        }
    }

    private static void store(OrthancProcess orthanc, int from, int to) throws IOException, InterruptedException {
        for (int scan = from; scan <= to; scan++) {
            store(orthanc, radiograph(scan));
        }
    }

    private static TestDicom radiograph(int scan) {
        return TestDicom.radiograph(scan, 0.2, 12).text(SERIES_INSTANCE_UID, "UI", "2.25.88");
    }

    /** Gives Orthanc's name for it. */
    private static String store(OrthancProcess orthanc, TestDicom image) throws IOException, InterruptedException {
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(orthanc.url() + "/instances"))
                        .POST(BodyPublishers.ofByteArray(image.file().content()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).path("ID").asText();
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private Settings settings(OrthancProcess orthanc) {
        return Settings.of(addresses())
                .with(Map.of(
                        "modality.orthanc.url", orthanc.url(),
                        "modality.every", "PT0.2S",
                        "pseudonym.secret", "a secret of this test",
                        "http.host", "127.0.0.1",
                        "http.port", "0"));
    }

    private Map<String, String> addresses() {
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "registry.url", registry.url());
    }

    private List<String> scans() {
        var keys = new ArrayList<String>();
        try (var reader = new TopicReader(connection, List.of(Topics.SCANS))) {
            reader.seekToBeginning();
            reader.readToEnd(record -> keys.add(new String(record.key(), UTF_8)));
        }
        return keys;
    }

    private void awaitScans(int count) throws InterruptedException {
        BooleanSupplier there = () -> scans().size() >= count;
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!there.getAsBoolean()) {
            assertThat(System.nanoTime()).as("scans " + scans()).isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
