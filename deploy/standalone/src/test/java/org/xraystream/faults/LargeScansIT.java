package org.xraystream.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.image.TestDicom;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.S3Server;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Scans whose payloads lie in S3, from a folder to their diagnoses: gateway, stream-app, broker, registry and S3 are
 * processes of their own, and are killed.
 */
@Timeout(600)
class LargeScansIT {

    private static final int KILLS = Integer.getInteger("faults.kills", 3);

    private final Path folder;
    private final Path inbox;
    private BrokerProcess broker;
    private RegistryProcess registry;
    private S3Server s3;
    private Connection connection;

    LargeScansIT(@TempDir Path folder) {
        this.folder = folder;
        this.inbox = folder.resolve("inbox");
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(inbox);
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        registry = RegistryProcess.start(folder.resolve("registry"), 0);
        s3 = S3Server.start(folder.resolve("s3"));
        connection = Connection.from(Settings.of(addresses()));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
    }

    @AfterEach
    void stop() {
        s3.close();
        registry.close();
        broker.close();
    }

    @Test
    void diagnosesEachScanOnceThoughTheGatewayIsKilledAndTheStoreGoesAway() throws Exception {
        ChildJvm app = stream();
        ChildJvm gateway = gateway();
        try {
            put(1, 60);
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = kill * 12;
                await(enough + " scans", () -> keys(Topics.SCANS).size() >= enough);
                gateway.kill();
                gateway = gateway();
            }
            await("the first 60", () -> keys(Topics.DIAGNOSES).size() >= 60);

            s3.kill();
            put(61, 80);
            Thread.sleep(5_000);
            assertThat(keys(Topics.SCANS)).hasSize(60);
            s3.comeBack();
            await(
                    "those that waited in the gateway",
                    () -> keys(Topics.DIAGNOSES).size() >= 80);

            app.close();
            put(81, 100);
            await("all are sent", () -> keys(Topics.SCANS).size() >= 100);
            s3.kill();
            app = stream();
            Thread.sleep(20_000);
            assertThat(app.handle().isAlive()).isTrue();
            assertThat(keys(Topics.DIAGNOSES)).hasSize(80);
            s3.comeBack();
            await("those that waited in the topic", () -> keys(Topics.DIAGNOSES).size() >= 100);
            Thread.sleep(2_000);

            List<String> all =
                    IntStream.rangeClosed(1, 100).mapToObj(LargeScansIT::scanId).toList();
            assertThat(keys(Topics.INTAKE).stream().filter(key -> !key.startsWith("place/")))
                    .as("in the order in which they came")
                    .containsExactlyElementsOf(all);
            assertThat(keys(Topics.SCANS)).containsExactlyInAnyOrderElementsOf(all);
            assertThat(keys(Topics.DIAGNOSES)).containsExactlyInAnyOrderElementsOf(all);
            assertThat(keys(Topics.REJECTIONS)).isEmpty();
            assertThat(keys(Topics.DEAD_LETTERS)).isEmpty();
            // At midnight (UTC) a killed gateway may leave what it put the day before.
            assertThat(s3.objects()).isBetween(100L, 100L + KILLS);
        } finally {
            gateway.close();
            app.close();
        }
    }

    private static String scanId(int scan) {
        return "2.25.1" + scan;
    }

    private void put(int from, int to) throws IOException {
        for (int scan = from; scan <= to; scan++) {
            Path hidden = Files.write(
                    inbox.resolve("." + scan),
                    TestDicom.radiograph(scan, 0.2, 12).file().content());
            Files.setLastModifiedTime(hidden, FileTime.from(Instant.EPOCH.plusSeconds(scan)));
            Files.move(hidden, inbox.resolve(scan + ".dcm"));
        }
    }

    private List<String> keys(Topic<?, ?> topic) {
        var keys = new ArrayList<String>();
        try (var reader = new TopicReader(connection, List.of(topic))) {
            reader.seekToBeginning();
            reader.readToEnd(record -> keys.add(new String(record.key(), UTF_8)));
        }
        return keys;
    }

    private ChildJvm stream() throws IOException {
        return child(org.xraystream.streamapp.Main.class, "stream-app", Map.of());
    }

    private ChildJvm gateway() throws IOException {
        return child(
                org.xraystream.modality.Main.class,
                "gateway",
                Map.of(
                        "modality.folder", inbox.toString(),
                        "modality.every", "PT0.2S",
                        "content.inline.largest", "1000",
                        "pseudonym.secret", "a secret of this test"));
    }

    private ChildJvm child(Class<?> main, String name, Map<String, String> own) throws IOException {
        var properties = new Properties();
        properties.putAll(addresses());
        properties.putAll(s3.settings());
        properties.putAll(own);
        properties.put("kafka.state.dir", folder.resolve("state").toString());
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("http.host", "127.0.0.1");
        try (var socket = new ServerSocket(0)) {
            properties.put("http.port", Integer.toString(socket.getLocalPort()));
        }
        Path file = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return ChildJvm.start(new ChildJvm.Program(
                name,
                main.getName(),
                System.getProperty("java.class.path"),
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"),
                List.of(file.toString()),
                folder.resolve(name + ".log")));
    }

    private Map<String, String> addresses() {
        var addresses = new HashMap<String, String>();
        addresses.put("kafka.bootstrap.servers", broker.bootstrapServers());
        addresses.put("registry.url", registry.url());
        return addresses;
    }

    private void await(String what, BooleanSupplier holds) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what + ", scans "
                        + keys(Topics.SCANS).size() + ", diagnoses "
                        + keys(Topics.DIAGNOSES).size() + ", rejections " + keys(Topics.REJECTIONS));
            }
            Thread.sleep(200);
        }
    }
}
