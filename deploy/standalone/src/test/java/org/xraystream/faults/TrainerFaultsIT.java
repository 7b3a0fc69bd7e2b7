package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.PreparedScan;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.TestScans;
import org.xraystream.model.ModelBundle;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/** Kills the trainer at work; in the end one model is released, of all examples. */
@Timeout(300)
class TrainerFaultsIT {

    private static final int LABELS = 96;
    private static final double HELD_OUT = 0.25;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LOGGING = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%msg %kvp%n</pattern></encoder>
              </appender>
              <logger name="org.xraystream" level="INFO"/>
              <root level="WARN"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    private static final int MOST_SAID = 3000;
    private static final Pattern BEGINS = Pattern.compile("retraining begins.*modelVersion=\"([^\"]+)\"");
    private static final Pattern EPOCH = Pattern.compile("epoch done");

    private Path log;
    private BrokerProcess broker;
    private RegistryProcess registryProcess;
    private Connection connection;
    private SchemaRegistry registry;
    private Path settingsFile;
    private Path logging;

    @BeforeEach
    void startCluster(@TempDir Path folder) throws IOException {
        log = folder.resolve("trainer.log");
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        registryProcess = RegistryProcess.start(folder.resolve("registry"), 0);
        var values = new HashMap<String, String>();
        values.put("kafka.bootstrap.servers", broker.bootstrapServers());
        values.put("kafka.state.dir", folder.resolve("state").toString());
        values.put("kafka.session.timeout.ms", "6000");
        values.put("registry.url", registryProcess.url());
        values.put("http.host", "127.0.0.1");
        values.put("http.port", "0");
        values.put("retraining.labels", Integer.toString(LABELS));
        values.put("retraining.epochs", "4");
        values.put("retraining.patience", "4");
        values.put("validation.share", Double.toString(HELD_OUT));
        settingsFile = folder.resolve("trainer.properties");
        var properties = new Properties();
        properties.putAll(values);
        try (Writer writer = Files.newBufferedWriter(settingsFile)) {
            properties.store(writer, null);
        }
        logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
        connection = Connection.from(Settings.of(values));
        registry = connection.schemaRegistry(PATIENCE);
    }

    @AfterEach
    void stopCluster() {
        registry.close();
        registryProcess.close();
        broker.close();
    }

    @Test
    void releasesOneModelOfAllExamplesThoughItIsKilledThreeTimes() throws Exception {
        int taught = publishLabelledScans();
        ChildJvm trainer = startTrainer();
        try {
            String version = awaitLine(trainer, BEGINS, 0).group(1);
            trainer.kill();
            for (int kill = 2; kill <= 3; kill++) {
                long from = Files.size(log);
                trainer = startTrainer();
                awaitLine(trainer, EPOCH, from);
                trainer.kill();
            }
            trainer = startTrainer();

            List<ModelRelease> releases = awaitReleases();

            assertThat(releases).hasSize(1);
            ModelRelease release = releases.get(0);
            assertThat(release.getVersion()).isEqualTo(version);
            assertThat(release.getTrainedOn()).isEqualTo(taught);
            var loader = new ReleaseLoader(ContentFetcher.from(Settings.of(Map.of()), Topics.LARGEST_RECORD));
            assertThat(loader.bundleOf(release)
                            .manifest()
                            .provenance()
                            .trainedOn()
                            .examples())
                    .isEqualTo(taught);
        } finally {
            trainer.close();
        }
    }

    private ChildJvm startTrainer() {
        return ChildJvm.start(new ChildJvm.Program(
                "trainer",
                org.xraystream.trainer.Main.class.getName(),
                System.getProperty("java.class.path"),
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-Dlogback.configurationFile=" + logging,
                        "-Dorg.eclipse.deeplearning4j.helpers.disable=false"),
                List.of(settingsFile.toString()),
                log));
    }

    /** @return how many of them are to be trained on */
    private int publishLabelledScans() throws Exception {
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
        var split = new ChildSplit(HELD_OUT, 1);
        int taught = 0;
        try (var prepared = new EventPublisher<>(connection, registry, Topics.PREPARED);
                var labels = new EventPublisher<>(connection, registry, Topics.LABELS)) {
            for (int scan = 0; scan < LABELS; scan++) {
                var unused = prepared.publish("s" + scan, preparedScan(scan)).get();
                var unusedToo = labels.publish("s" + scan, label(scan)).get();
                taught += split.holdsOut(child(scan)) ? 0 : 1;
            }
        }
        return taught;
    }

    private static String child(int scan) {
        return "child-of-" + scan;
    }

    private static PreparedScan preparedScan(int scan) throws Exception {
        var preprocessing = ModelBundle.shipped().preprocessing();
        PreparedImage image = AreaAveraging.resize(
                DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS).decode(TestScans.radiograph(scan, scan % 2)),
                preprocessing.side(),
                preprocessing.side());
        return PreparedScan.newBuilder()
                .setScanId("s" + scan)
                .setPatientPseudonym(child(scan))
                .setSite("test")
                .setPreprocessing(preprocessing.id())
                .setWidth(preprocessing.side())
                .setHeight(preprocessing.side())
                .setPixels(ByteBuffer.wrap(image.pixels()))
                .setCapturedAt(Instant.now())
                .build();
    }

    private static Label label(int scan) {
        return Label.newBuilder()
                .setScanId("s" + scan)
                .setFinding(scan % 2 == 0 ? LabelFinding.NORMAL : LabelFinding.BACTERIAL_PNEUMONIA)
                .setReader("reader")
                .setLabelledAt(Instant.now())
                .setSawModelResult(false)
                .build();
    }

    private Matcher awaitLine(ChildJvm trainer, Pattern pattern, long from) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            assertThat(trainer.handle().isAlive()).isTrue();
            byte[] written = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
            // Should the log begin anew with each start, all of it is new.
            int begin = written.length < from ? 0 : (int) from;
            Matcher matcher =
                    pattern.matcher(new String(written, begin, written.length - begin, StandardCharsets.UTF_8));
            if (matcher.find()) {
                return matcher;
            }
            Thread.sleep(50);
        }
        String said = Files.readString(log);
        throw new AssertionError("the trainer never said " + pattern + ", but: "
                + said.substring(Math.max(0, said.length() - MOST_SAID)));
    }

    /** Reads releases until there is one, then a little longer to notice more. */
    private List<ModelRelease> awaitReleases() {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.LARGEST_RECORD);
        var releases = new ArrayList<ModelRelease>();
        try (var consumer = new KafkaConsumer<String, ModelRelease>(
                settings,
                new StringDeserializer(),
                Topics.MODELS.valueSerde(registry).deserializer())) {
            var partitions = List.of(new TopicPartition(Topics.MODELS.name(), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (releases.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> releases.add(record.value()));
            }
            long later = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < later) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> releases.add(record.value()));
            }
        }
        return releases;
    }
}
