package org.xraystream.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.xraystream.cluster.Cluster;
import org.xraystream.cluster.TemporaryFolder;
import org.xraystream.demo.DemoImage;
import org.xraystream.demo.ImageSource;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.reading.Reading;
import org.xraystream.reading.ScanReader;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.topic.Topics;

/**
 * How many scans a second the stream-app reads with one and with two threads, beside a plain loop in one JVM over the
 * same decode, prepare and classify calls on the same cores: the limit that no topology can pass. Broker and stream-app
 * share the cores, as they do on a small clinic's machine.
 *
 * <p>Two runs before the first round warm up the broker and the stream-app, whose compilers would otherwise take a fifth
 * of the cores. A round runs all cases; the ratios are taken round by round, so that a machine whose speed drifts drifts in both.
 * Rates come from the times at which the diagnoses were decided, the first fifth left out as warm-up.
 */
public final class StreamBenchmark {

    private static final String NAME = "stream";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double WARM_UP = 0.2;

    private final List<EncodedImage> images;
    private final int scans;
    private final int rounds;
    private final Consumer<String> audience;

    /**
     * A benchmark.
     *
     * @param source the images, of which at most 200 are taken and sent over and over
     * @param scans how many scans a run reads
     * @param rounds how often all is measured
     * @param audience told what is under way
     */
    public StreamBenchmark(ImageSource source, int scans, int rounds, Consumer<String> audience) throws IOException {
        this.images = new ArrayList<>();
        for (int image = 0; image < Math.min(200, scans); image++) {
            DemoImage next = source.next();
            images.add(next.image());
        }
        this.scans = scans;
        this.rounds = rounds;
        this.audience = audience;
    }

    /** Measures. */
    public List<Measurement> run() throws InterruptedException, ExecutionException {
        double[] loop1 = new double[rounds];
        double[] loop2 = new double[rounds];
        double[] stream1 = new double[rounds];
        double[] stream2 = new double[rounds];
        try (Cluster cluster = Cluster.startTemporary()) {
            Settings settings = Settings.of(Map.of(
                    "kafka.bootstrap.servers",
                    cluster.bootstrapServers(),
                    "registry.url",
                    cluster.registryUrl(),
                    "http.host",
                    "127.0.0.1",
                    "http.port",
                    "0"));
            publish(Connection.from(settings));
            audience.accept("warming up, until the just-in-time compilers have nothing left to do");
            stream(settings, 2);
            stream(settings, 2);
            for (int round = 0; round < rounds; round++) {
                audience.accept("round " + (round + 1) + " of " + rounds);
                loop1[round] = plainLoop(1);
                stream1[round] = stream(settings, 1);
                loop2[round] = plainLoop(2);
                stream2[round] = stream(settings, 2);
            }
        }
        return List.of(
                Measurement.of(NAME, "plain loop, 1 thread", "throughput", loop1, "scans/s"),
                Measurement.of(NAME, "plain loop, 2 threads", "throughput", loop2, "scans/s"),
                Measurement.of(NAME, "stream-app, 1 thread", "throughput", stream1, "scans/s"),
                Measurement.of(NAME, "stream-app, 2 threads", "throughput", stream2, "scans/s"),
                Measurement.ratio(NAME, "stream-app to plain loop, 2 threads each", stream2, loop2),
                Measurement.ratio(NAME, "stream-app, 2 threads to 1", stream2, stream1),
                Measurement.ratio(NAME, "plain loop, 2 threads to 1", loop2, loop1));
    }

    private double plainLoop(int threads) throws InterruptedException, ExecutionException {
        audience.accept("  plain loop, threads: " + threads);
        ScanReader reader = ScanReader.ofPaediatricChests();
        var next = new AtomicInteger();
        long[] decided = new long[scans];
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (Model model = Model.load(ModelBundle.shipped(), Engine.ONNX)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                workers.add(executor.submit(() -> {
                    for (int scan = next.getAndIncrement(); scan < scans; scan = next.getAndIncrement()) {
                        Reading reading = reader.read(images.get(scan % images.size()), AcquisitionTags.NONE, model);
                        if (reading instanceof Reading.Rejected rejected) {
                            throw new IllegalStateException("a benchmark image was rejected: " + rejected);
                        }
                        decided[scan] = System.nanoTime() / 1_000_000;
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InvalidBundleException e) {
            throw new IllegalStateException(e);
        } finally {
            executor.shutdown();
        }
        return rate(decided);
    }

    private double stream(Settings settings, int threads) throws InterruptedException {
        audience.accept("  stream-app, threads: " + threads);
        Connection connection = Connection.from(settings);
        try (TemporaryFolder state = TemporaryFolder.create();
                SchemaRegistry registry = connection.schemaRegistry(Duration.ofSeconds(10));
                var consumer = consumerAtTheEnd(connection, registry)) {
            Map<String, String> own = Map.of(
                    "application.id", "bench-" + System.nanoTime(),
                    "kafka.num.stream.threads", Integer.toString(threads),
                    "kafka.state.dir", state.path().toString());
            try (StreamApp app = StreamApp.start(settings.with(own))) {
                return rate(nextDecisions(consumer));
            }
        }
    }

    private static KafkaConsumer<String, Diagnosis> consumerAtTheEnd(Connection connection, SchemaRegistry registry) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Fetch seldom and much, not to burn processor time beside what is measured.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        var consumer = new KafkaConsumer<String, Diagnosis>(
                settings,
                new StringDeserializer(),
                Topics.DIAGNOSES.valueSerde(registry).deserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DIAGNOSES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    /** When the next diagnoses were decided, one for each scan. */
    private long[] nextDecisions(KafkaConsumer<String, Diagnosis> consumer) {
        long[] decided = new long[scans];
        int seen = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (seen < scans) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(seen + " of " + scans + " scans were diagnosed within " + PATIENCE);
            }
            for (ConsumerRecord<String, Diagnosis> record : consumer.poll(Duration.ofSeconds(1))) {
                decided[seen++] = record.value().getDecidedAt().toEpochMilli();
            }
        }
        return decided;
    }

    /** Decisions a second, the first fifth left out. */
    private static double rate(long[] decidedMillis) {
        long[] sorted = decidedMillis.clone();
        Arrays.sort(sorted);
        int first = (int) (sorted.length * WARM_UP);
        int last = sorted.length - 1;
        return (last - first) * 1000.0 / Math.max(1, sorted[last] - sorted[first]);
    }

    private void publish(Connection connection) throws InterruptedException {
        audience.accept("publishing " + scans + " scans");
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
        try (SchemaRegistry registry = connection.schemaRegistry(Duration.ofSeconds(10));
                var publisher = new EventPublisher<>(connection, registry, Topics.SCANS)) {
            for (int scan = 0; scan < scans; scan++) {
                EncodedImage image = images.get(scan % images.size());
                String scanId = "bench-" + scan;
                var unused = publisher.publish(
                        scanId,
                        Scan.newBuilder()
                                .setScanId(scanId)
                                .setPatientPseudonym("bench")
                                .setSite("bench")
                                .setView(View.AP)
                                .setCapturedAt(Instant.now())
                                .setContentType(image.contentType())
                                .setPayload(ByteBuffer.wrap(image.content()))
                                .build());
            }
        }
    }
}
