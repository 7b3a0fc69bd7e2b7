package org.xraystream.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.orthanc.OrthancProcess;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/** From a machine's C-STORE to the diagnosis, through a real Orthanc, with the gateway killed on the way. */
@Timeout(1200)
class ModalityChainIT {
    private static final int RADIOGRAPHS = Integer.getInteger("modality.radiographs", 200);
    private static final int KILLS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Path folder = Path.of("");
    private BrokerProcess broker;
    private RegistryProcess registry;
    private Connection connection;
    private SentRadiographs radiographs;

    @BeforeEach
    void startCluster(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        radiographs = SentRadiographs.make(RADIOGRAPHS, folder.resolve("dicom"));
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        registry = RegistryProcess.start(folder.resolve("registry"), 0);
        connection = Connection.from(Settings.of(addresses()));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
    }

    @AfterEach
    void stopCluster() {
        if (broker != null) {
            registry.close();
            broker.close();
        }
    }

    @Test
    void givesOneScanAndOneDiagnosisForEachRadiographThoughTheGatewayIsKilled() throws Exception {
        int port = freePort();
        try (var orthanc = OrthancProcess.start(folder.resolve("orthanc"), true);
                ChildJvm app = child(org.xraystream.streamapp.Main.class, "stream-app", freePort(), Map.of())) {
            ChildJvm gateway = startGateway(orthanc, port, true);
            try {
                var sending = CompletableFuture.runAsync(() -> send(orthanc));
                for (int kill = 1; kill <= KILLS; kill++) {
                    int scans = kill * RADIOGRAPHS / (KILLS + 2);
                    await(scans + " scans", () -> keys(Topics.SCANS).size() >= scans);
                    gateway.kill();
                    assertThat(keys(Topics.SCANS)).as("scans at kill %d", kill).hasSizeLessThan(RADIOGRAPHS);
                    gateway = startGateway(orthanc, port, true);
                }
                sending.join();
                await("every scan", () -> keys(Topics.SCANS).size() >= RADIOGRAPHS);
                await("every outcome", () -> outcomes().size() >= RADIOGRAPHS);
                await("nothing is left in Orthanc", () -> images(orthanc) == 0);

                assertThat(keys(Topics.SCANS)).containsExactlyInAnyOrderElementsOf(radiographs.uids());
                assertThat(outcomes()).containsExactlyInAnyOrderElementsOf(radiographs.uids());
                assertThat(keys(Topics.DIAGNOSES).size()).isGreaterThan(RADIOGRAPHS * 9 / 10);
                assertThat(app.handle().isAlive()).isTrue();
                assertNothingOfThePatients(metrics(port));
            } finally {
                gateway.close();
            }
        }
    }

    /** Orthanc as it comes, which keeps what it is sent as it was: the gateway unpacks. And Kafka comes late. */
    @Test
    void deliversWhatCameWhileKafkaWasAway() throws Exception {
        int port = freePort();
        int brokerPort = broker.port();
        try (var orthanc = OrthancProcess.start(folder.resolve("orthanc"), false)) {
            ChildJvm gateway = startGateway(orthanc, port, false);
            try {
                await("the gateway takes images", () -> readiness(port) == 200);
                broker.close();
                radiographs.sendTo(orthanc.dicomPort());
                await("the gateway says that it cannot", () -> readiness(port) == 503);
                assertThat(gateway.handle().isAlive()).isTrue();
                broker = BrokerProcess.start(folder.resolve("broker"), brokerPort);
                await("every scan", () -> keys(Topics.SCANS).size() >= RADIOGRAPHS);

                assertThat(keys(Topics.SCANS)).containsExactlyInAnyOrderElementsOf(radiographs.uids());
                assertThat(keys(Topics.INTAKE).stream()
                                .filter(key -> !key.startsWith("place/"))
                                .toList())
                        .as("in the order in which they came")
                        .isEqualTo(keysInOrderOfArrival(orthanc));
                assertThat(images(orthanc)).isEqualTo(RADIOGRAPHS);
            } finally {
                gateway.close();
            }
        }
    }

    private static List<String> keysInOrderOfArrival(OrthancProcess orthanc) throws Exception {
        var json = new ObjectMapper();
        var uids = new ArrayList<String>();
        for (var change : json.readTree(orthanc.get("changes?limit=100000")).path("Changes")) {
            if (change.path("ChangeType").asText().equals("NewInstance")) {
                uids.add(json.readTree(
                                orthanc.get("instances/" + change.path("ID").asText()))
                        .path("MainDicomTags")
                        .path("SOPInstanceUID")
                        .asText());
            }
        }
        return uids;
    }

    private void assertNothingOfThePatients(String metrics) throws IOException {
        List<String> secrets = List.of(SentRadiographs.NAME, SentRadiographs.ID, SentRadiographs.BIRTH_DATE);
        var searched = new int[1];
        for (Topic<?, ?> topic : Topics.all()) {
            for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
                searched[0]++;
                assertThat(text(record.key()) + text(record.value())).doesNotContain(secrets);
                for (Header header : record.headers()) {
                    assertThat(text(header.value())).doesNotContain(secrets);
                }
            }
        }
        assertThat(searched[0]).isGreaterThan(3 * RADIOGRAPHS);
        for (String log : List.of("gateway.log", "stream-app.log")) {
            assertThat(Files.readString(folder.resolve(log), ISO_8859_1))
                    .contains("port")
                    .doesNotContain(secrets);
        }
        assertThat(metrics).contains("xraystream_intake_images_total").doesNotContain(secrets);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }

    private void send(OrthancProcess orthanc) {
        try {
            radiographs.sendTo(orthanc.dicomPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> outcomes() {
        var ids = new ArrayList<>(keys(Topics.DIAGNOSES));
        ids.addAll(keys(Topics.REJECTIONS));
        ids.addAll(keys(Topics.DEAD_LETTERS));
        return ids;
    }

    private List<String> keys(Topic<?, ?> topic) {
        return records(topic).stream().map(record -> text(record.key())).toList();
    }

    /** All that is committed. */
    private List<ConsumerRecord<byte[], byte[]>> records(Topic<?, ?> topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var reader = new TopicReader(connection, List.of(topic))) {
            reader.seekToBeginning();
            reader.readToEnd(records::add);
        }
        return records;
    }

    private ChildJvm startGateway(OrthancProcess orthanc, int port, boolean deletes) throws IOException {
        return child(
                org.xraystream.modality.Main.class,
                "gateway",
                port,
                Map.of(
                        "modality.orthanc.url",
                        orthanc.url(),
                        "modality.orthanc.delete",
                        Boolean.toString(deletes),
                        "modality.every",
                        "PT0.2S",
                        "pseudonym.secret",
                        "a secret of this test"));
    }

    private ChildJvm child(Class<?> main, String name, int port, Map<String, String> own) throws IOException {
        var properties = new Properties();
        properties.putAll(addresses());
        properties.putAll(own);
        properties.put("kafka.state.dir", folder.resolve("state").toString());
        properties.put("http.host", "127.0.0.1");
        properties.put("http.port", Integer.toString(port));
        Path file = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return ChildJvm.start(new ChildJvm.Program(
                name,
                main.getName(),
                System.getProperty("java.class.path"),
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-Dlogback.configurationFile=" + everythingLogged()),
                List.of(file.toString()),
                folder.resolve(name + ".log")));
    }

    /** What is searched for names shall say all that it can say. */
    private Path everythingLogged() throws IOException {
        return Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%-5level %logger{20} - %msg %kvp%n</pattern></encoder>
                  </appender>
                  <logger name="org.xraystream" level="TRACE"/>
                  <root level="INFO"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
    }

    private Map<String, String> addresses() {
        var addresses = new HashMap<String, String>();
        addresses.put("kafka.bootstrap.servers", broker.bootstrapServers());
        addresses.put("registry.url", registry.url());
        return addresses;
    }

    private static int images(OrthancProcess orthanc) {
        try {
            return orthanc.images();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        return ask(port, "/metrics").body();
    }

    private static int readiness(int port) {
        try {
            return ask(port, "/health/ready").statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> ask(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for: " + what).isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
