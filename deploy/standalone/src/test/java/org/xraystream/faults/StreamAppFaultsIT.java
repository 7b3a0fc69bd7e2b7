package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Scan;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/** Kills and removes real processes under load; in the end every scan has exactly one diagnosis. */
@Timeout(1200)
class StreamAppFaultsIT {

    /** {@code faults.kills} makes them more, for those who have the time. */
    private static final int KILLS = Integer.getInteger("faults.kills", 2);

    private static final int SCANS = 300 * KILLS;
    /** How long a part stays away; {@code faults.away.seconds} makes it longer, for those who have the time. */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("faults.away.seconds", 8));

    private static final EncodedImage IMAGE = TestScans.greyJpeg();

    private Path folder;
    private BrokerProcess broker;
    private RegistryProcess registryProcess;
    private Settings settings;
    private SchemaRegistry registry;
    private Path settingsFile;
    private int httpPort;

    @BeforeEach
    void startCluster(@TempDir Path folder) throws IOException {
        this.folder = folder;
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        registryProcess = RegistryProcess.start(folder.resolve("registry"), 0);
        try (var socket = new java.net.ServerSocket(0)) {
            httpPort = socket.getLocalPort();
        }
        var values = new HashMap<String, String>();
        values.put("kafka.bootstrap.servers", broker.bootstrapServers());
        values.put("kafka.state.dir", folder.resolve("state").toString());
        values.put("kafka.session.timeout.ms", "6000");
        values.put("registry.url", registryProcess.url());
        values.put("http.host", "127.0.0.1");
        values.put("http.port", Integer.toString(httpPort));
        settings = Settings.of(values);
        settingsFile = folder.resolve("stream-app.properties");
        var properties = new Properties();
        properties.putAll(values);
        try (Writer writer = Files.newBufferedWriter(settingsFile)) {
            properties.store(writer, null);
        }
        registry = Connection.from(settings).schemaRegistry(Duration.ofMinutes(2));
    }

    @AfterEach
    void stopCluster() {
        registry.close();
        registryProcess.close();
        broker.close();
    }

    @Test
    void diagnosesEveryScanExactlyOnceThoughTheApplicationIsKilledUnderLoad() throws InterruptedException {
        ChildJvm app = startApp();
        try {
            awaitReady(200);
            publish(0, SCANS);
            var random = new Random(1);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitDiagnoses(kill * SCANS / (3 * KILLS));
                Thread.sleep(random.nextInt(500));
                app.kill();
                app = startApp();
            }

            assertThat(awaitDiagnoses(SCANS))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SCANS)
                            .mapToObj(StreamAppFaultsIT::scanId)
                            .toList());
        } finally {
            app.close();
        }
    }

    @Test
    void waitsForABrokerThatIsStoppedAndGoesOnWithoutLoss() throws InterruptedException {
        outlives(BrokerProcess::close);
    }

    /** Comes through each time only if no transaction stays open: docs/decisions/010. */
    @Test
    void waitsForABrokerThatIsKilledAndGoesOnWithoutLoss() throws InterruptedException {
        outlives(BrokerProcess::kill);
    }

    private void outlives(Consumer<BrokerProcess> end) throws InterruptedException {
        try (ChildJvm app = startApp()) {
            awaitReady(200);
            publish(0, 100);
            awaitDiagnoses(50);

            int port = broker.port();
            end.accept(broker);
            awaitReady(503);
            assertThat(app.handle().isAlive()).isTrue();
            Thread.sleep(AWAY.toMillis());
            broker = BrokerProcess.start(folder.resolve("broker"), port);
            awaitReady(200);
            publish(100, 200);

            assertThat(awaitDiagnoses(200)).doesNotHaveDuplicates().hasSize(200);
        }
    }

    @Test
    void waitsForARegistryThatIsAwayBeforeItHasReadAnything() throws InterruptedException {
        try (Admin admin = Admin.create(Connection.from(settings).clientSettings())) {
            Topics.createMissing(admin);
        }
        publish(0, 20);
        int port = registryProcess.port();
        registryProcess.kill();
        try (ChildJvm app = startApp()) {
            awaitReady(503);
            Thread.sleep(AWAY.toMillis());
            assertThat(app.handle().isAlive()).isTrue();
            registryProcess = RegistryProcess.start(folder.resolve("registry"), port);
            awaitReady(200);

            assertThat(awaitDiagnoses(20)).doesNotHaveDuplicates().hasSize(20);
        }
    }

    private ChildJvm startApp() {
        return ChildJvm.start(new ChildJvm.Program(
                "stream-app",
                org.xraystream.streamapp.Main.class.getName(),
                System.getProperty("java.class.path"),
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"),
                List.of(settingsFile.toString()),
                folder.resolve("stream-app.log")));
    }

    private void publish(int from, int to) {
        Map<String, Object> producerSettings = new HashMap<>();
        producerSettings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (var producer = new KafkaProducer<String, Scan>(
                producerSettings,
                new StringSerializer(),
                Topics.SCANS.valueSerde(registry).serializer())) {
            for (int scan = from; scan < to; scan++) {
                var unused = producer.send(new ProducerRecord<>(Topics.SCANS.name(), scanId(scan), scanEvent(scan)));
            }
        }
    }

    private static String scanId(int scan) {
        return "2.25." + (scan + 1);
    }

    private static Scan scanEvent(int scan) {
        return Scan.newBuilder()
                .setScanId(scanId(scan))
                .setPatientPseudonym("child-" + scan)
                .setSite("test")
                .setCapturedAt(Instant.now())
                .setContentType(IMAGE.contentType())
                .setPayload(ByteBuffer.wrap(IMAGE.content()))
                .build();
    }

    /** Reads committed diagnoses until there are so many, then a little longer to notice more. */
    private List<String> awaitDiagnoses(int count) {
        Map<String, Object> consumerSettings = new HashMap<>();
        consumerSettings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        var scanIds = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<String, Diagnosis>(
                consumerSettings,
                new StringDeserializer(),
                Topics.DIAGNOSES.valueSerde(registry).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DIAGNOSES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (scanIds.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> scanIds.add(record.value().getScanId()));
            }
            consumer.poll(Duration.ofSeconds(1))
                    .forEach(record -> scanIds.add(record.value().getScanId()));
        }
        return scanIds;
    }

    private void awaitReady(int status) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        String last = "no answer";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == status) {
                    return;
                }
                last = response.body();
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(200);
        }
        throw new AssertionError("readiness never became " + status + ": " + last);
    }
}
