package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.deadletter.DeadLetter;
import org.xraystream.deadletter.DeadLetters;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Scan;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;
import org.xraystream.reconciliation.Reconciler;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/**
 * Brokers that the test brings, a registry, and stream-apps in processes of their own, to be hurt; with the scans that are
 * sent and the diagnoses that come. Counts are of all since it was installed, so that several tests can share one.
 */
final class Installation implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String APPLICATION = "xraystream";
    private static final EncodedImage IMAGE = TestScans.greyJpeg();

    private final Path folder;
    private final Settings settings;
    private final SchemaRegistry schemas;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private RegistryProcess registry;

    private Installation(Path folder, RegistryProcess registry, Settings settings) {
        this.folder = folder;
        this.registry = registry;
        this.settings = settings;
        this.schemas = Connection.from(settings).schemaRegistry(PATIENCE);
    }

    /** An installation without any stream-app yet. */
    static Installation on(String bootstrapServers, Path folder) {
        RegistryProcess registry = RegistryProcess.start(folder.resolve("registry"), 0);
        var values = new HashMap<String, String>();
        values.put("kafka.bootstrap.servers", bootstrapServers);
        values.put("kafka.session.timeout.ms", "6000");
        values.put("registry.url", registry.url());
        return new Installation(folder, registry, Settings.of(values));
    }

    Settings settings() {
        return settings;
    }

    Connection connection() {
        return Connection.from(settings);
    }

    /** Ends the registry at once, as a power cut would. */
    void killRegistry() {
        registry.kill();
    }

    /** Starts the registry where it was. */
    void startRegistry() {
        registry = RegistryProcess.start(folder.resolve("registry"), registry.port());
    }

    /** Starts a stream-app; the same name later finds the state that the earlier one left. */
    StreamAppProcess startApp(String name) throws IOException {
        return StreamAppProcess.start(name, folder, settings, List.of());
    }

    /** Starts one by a program, which is given the command to run. */
    StreamAppProcess startApp(String name, List<String> by) throws IOException {
        return StreamAppProcess.start(name, folder, settings, by);
    }

    private static String scanId(int scan) {
        return "2.25." + (scan + 1);
    }

    /** How many scans the brokers have. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Sends so many more scans and waits until the brokers have them. */
    void publish(int scans) {
        try (var publisher = publisher()) {
            for (int scan = 0; scan < scans; scan++) {
                publishNext(publisher);
            }
        }
        assertThat(acknowledged.get()).as("scans that the brokers have").isEqualTo(sent.get());
    }

    /**
     * Sends scans from now on, so many a second, until it is closed, and waits then until the brokers have them; each is
     * sent until they do.
     */
    SteadyScans publishSteadily(int perSecond) {
        return new SteadyScans(perSecond);
    }

    private EventPublisher<Scan> publisher() {
        Connection patient =
                Connection.from(settings.with(Map.of("kafka." + ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "300000")));
        return new EventPublisher<>(patient, schemas, Topics.SCANS);
    }

    private void publishNext(EventPublisher<Scan> publisher) {
        int scan = sent.getAndIncrement();
        var unused = publisher.publish(scanId(scan), event(scan)).thenRun(acknowledged::incrementAndGet);
    }

    private static Scan event(int scan) {
        return Scan.newBuilder()
                .setScanId(scanId(scan))
                .setPatientPseudonym("child-" + scan)
                .setSite("test")
                .setCapturedAt(Instant.now())
                .setContentType(IMAGE.contentType())
                .setPayload(ByteBuffer.wrap(IMAGE.content()))
                .build();
    }

    /** A modality that does not tire. */
    final class SteadyScans implements AutoCloseable {
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final CompletableFuture<Void> work;

        private SteadyScans(int perSecond) {
            this.work = CompletableFuture.runAsync(() -> send(perSecond));
        }

        private void send(int perSecond) {
            try (var publisher = publisher()) {
                while (going.get()) {
                    publishNext(publisher);
                    sleep(1000 / perSecond);
                }
            }
        }

        @Override
        public void close() {
            going.set(false);
            work.join();
            assertThat(acknowledged.get()).as("scans that the brokers have").isEqualTo(sent.get());
        }
    }

    /** Reads committed diagnoses from the beginning until there are so many, then a little longer to notice more. */
    List<Diagnosis> awaitDiagnoses(int count) {
        var diagnoses = new ArrayList<Diagnosis>();
        read(diagnoses::add, () -> diagnoses.size() < count);
        return diagnoses;
    }

    private void read(Consumer<Diagnosis> reader, BooleanSupplier wantsMore) {
        Map<String, Object> consumerSettings = new HashMap<>();
        consumerSettings.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection().clientSettings().get("bootstrap.servers"));
        consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (var consumer = new KafkaConsumer<String, Diagnosis>(
                consumerSettings,
                new StringDeserializer(),
                Topics.DIAGNOSES.valueSerde(schemas).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DIAGNOSES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (wantsMore.getAsBoolean() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> reader.accept(record.value()));
            }
            consumer.poll(Duration.ofSeconds(1)).forEach(record -> reader.accept(record.value()));
        }
    }

    /**
     * Holds that every scan sent was diagnosed, each once, by what a reader of committed records sees and by the product's
     * own account.
     */
    void assertEachDiagnosedOnce() throws InterruptedException {
        int scans = sent.get();
        List<Diagnosis> diagnosed = awaitDiagnoses(scans);
        Reconciliation account = account(scans);
        assertThat(diagnosed)
                .extracting(Diagnosis::getScanId)
                .as(() -> account + ", dead letters " + deadLetters())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, scans).mapToObj(Installation::scanId).toList());
        assertThat(account.balances()).as(account.toString()).isTrue();
        assertThat(account.total(Reconciliation.Hour::diagnosed)).isEqualTo(scans);
        assertThat(account.total(Reconciliation.Hour::scans)).isEqualTo(scans);
    }

    private Reconciliation account(int scans) throws InterruptedException {
        try (var reconciler = new Reconciler(connection(), schemas, APPLICATION, Clock.systemUTC())) {
            Reconciliation account = reconciler.round();
            for (int round = 0; round < 20 && account.total(Reconciliation.Hour::scans) < scans; round++) {
                sleep(500);
                account = reconciler.round();
            }
            return account;
        }
    }

    private List<DeadLetter> deadLetters() {
        return new DeadLetters(connection(), APPLICATION, Clock.systemUTC())
                .latest(10)
                .letters();
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        schemas.close();
        registry.close();
    }
}
