package org.xraystream.streamapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.image.TestScans;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.reconciliation.TestAccounts;
import org.xraystream.registry.EventSerde;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.serving.TestReleases;
import org.xraystream.topic.Topics;

class StreamAppIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private TestCluster cluster;
    private StreamApp app;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start();
        app = StreamApp.start(cluster.settings());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        cluster.close();
    }

    @Test
    void accountsForGoodScansBadScansAndWhatIsNoScan() throws Exception {
        byte[] event = new EventSerde<>(Scan.class, cluster.registry())
                .serialize(Topics.SCANS.name(), ScanEvents.scan("unknown-schema", TestScans.greyJpeg()));
        ByteBuffer.wrap(event).putInt(1, 4711);

        cluster.send(Topics.SCANS, "good-1", ScanEvents.scan("good-1", TestScans.greyJpeg()));
        cluster.sendBytes(Topics.SCANS, "no-avro", "no Avro".getBytes(StandardCharsets.UTF_8));
        cluster.sendBytes(Topics.SCANS, "unknown-schema", event);
        cluster.send(Topics.SCANS, "truncated", ScanEvents.scan("truncated", TestScans.truncatedJpeg()));
        cluster.send(Topics.SCANS, "good-1", ScanEvents.scan("good-1", TestScans.greyJpeg()));
        cluster.send(Topics.SCANS, "good-2", ScanEvents.scan("good-2", TestScans.png16()));

        assertThat(cluster.values(Topics.DIAGNOSES, 2))
                .extracting(Diagnosis::getScanId)
                .containsExactlyInAnyOrder("good-1", "good-2");
        assertThat(cluster.values(Topics.REJECTIONS, 1))
                .extracting(Rejection::getReason)
                .containsExactly(RejectionReason.UNREADABLE);
        List<ConsumerRecord<byte[], byte[]>> deadLetters = cluster.read(Topics.DEAD_LETTERS, 2);
        assertThat(deadLetters)
                .extracting(letter -> new String(letter.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("no-avro", "unknown-schema");
        assertThat(deadLetters).allSatisfy(letter -> {
            assertThat(letter.headers().lastHeader("__streams.errors.topic").value())
                    .isEqualTo(Topics.SCANS.name().getBytes(StandardCharsets.UTF_8));
            assertThat(letter.headers().lastHeader("__streams.errors.offset")).isNotNull();
        });
        assertThat(cluster.values(Topics.PREPARED, 2)).hasSize(2);
        assertBalance(2, 1, 2, 1);
    }

    @Test
    void leavesEveryOutcomeInTheTraceOfItsScan() throws Exception {
        try (var publisher = new EventPublisher<>(cluster.connection(), cluster.registry(), Topics.SCANS)) {
            publisher
                    .publish("good", ScanEvents.scan("good", TestScans.greyJpeg()))
                    .join();
            publisher
                    .publish("truncated", ScanEvents.scan("truncated", TestScans.truncatedJpeg()))
                    .join();
        }
        Map<String, String> sent = traces(cluster.read(Topics.SCANS, 2));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var noScan = new ProducerRecord<>(Topics.SCANS.name(), "no-avro".getBytes(UTF_8), "no Avro".getBytes(UTF_8));
        noScan.headers().add("traceparent", ("00-" + trace + "-00f067aa0ba902b7-01").getBytes(UTF_8));
        try (var producer = new KafkaProducer<>(
                cluster.connection().clientSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(noScan).get();
        }

        assertThat(sent.get("good")).isNotEqualTo(sent.get("truncated"));
        assertThat(traces(cluster.read(Topics.DIAGNOSES, 1))).containsOnly(Map.entry("good", sent.get("good")));
        assertThat(traces(cluster.read(Topics.PREPARED, 1))).containsOnly(Map.entry("good", sent.get("good")));
        assertThat(traces(cluster.read(Topics.REJECTIONS, 1)))
                .containsOnly(Map.entry("truncated", sent.get("truncated")));
        assertThat(traces(cluster.read(Topics.DEAD_LETTERS, 1))).containsOnly(Map.entry("no-avro", trace));
    }

    /** Keys and traces; the step within the trace is another where an agent makes steps. */
    private static Map<String, String> traces(List<? extends ConsumerRecord<?, ?>> records) {
        return records.stream()
                .collect(Collectors.toMap(
                        record -> record.key() instanceof byte[] key ? new String(key, UTF_8) : "" + record.key(),
                        record -> new String(
                                        record.headers()
                                                .lastHeader("traceparent")
                                                .value(),
                                        UTF_8)
                                .substring(3, 35)));
    }

    private void assertBalance(long diagnosed, long rejected, long deadLetters, long repeated) throws Exception {
        Reconciliation account =
                TestAccounts.balanced(cluster, diagnosed + rejected + deadLetters + repeated, Duration.ofMinutes(1));
        assertThat(account.total(Hour::diagnosed)).isEqualTo(diagnosed);
        assertThat(account.total(Hour::rejected)).isEqualTo(rejected);
        assertThat(account.total(Hour::deadLetters)).isEqualTo(deadLetters);
        assertThat(account.total(Hour::repeated)).isEqualTo(repeated);
    }

    @Test
    void swapsModelsWhileScansFlowAndKeepsServingWhenABundleIsBroken() throws Exception {
        String shipped = app.modelVersion();
        cluster.send(Topics.SCANS, "before", ScanEvents.scan("before", TestScans.radiograph(1, 0)));
        cluster.values(Topics.DIAGNOSES, 1);

        cluster.send(Topics.MODELS, "champion", TestReleases.noZip("v2"));
        cluster.sendBytes(Topics.MODELS, "champion", new byte[] {1, 2, 3});
        await(
                "the bad release is refused",
                () -> metric("xraystream_model_refusals_total").isPresent());
        assertThat(app.modelVersion()).isEqualTo(shipped);
        cluster.send(Topics.MODELS, "champion", TestReleases.good("v3"));
        await("the good release is installed", () -> app.modelVersion().equals("v3"));
        cluster.send(Topics.SCANS, "after", ScanEvents.scan("after", TestScans.radiograph(2, 0)));

        assertThat(cluster.values(Topics.DIAGNOSES, 2))
                .extracting(Diagnosis::getScanId, Diagnosis::getModelVersion)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("before", shipped),
                        org.assertj.core.groups.Tuple.tuple("after", "v3"));
    }

    @Test
    void readsAShareOfTheScansWithTheShadowUntilItBecomesChampion() throws Exception {
        String shipped = app.modelVersion();
        cluster.send(Topics.MODELS, "shadow", TestReleases.shadow("v2"));
        await("the shadow is installed", () -> app.shadowVersion().equals(Optional.of("v2")));
        for (int scan = 0; scan < 40; scan++) {
            cluster.send(Topics.SCANS, "s" + scan, ScanEvents.scan("s" + scan, TestScans.radiograph(scan, 0)));
        }
        assertThat(cluster.values(Topics.DIAGNOSES, 40))
                .hasSize(40)
                .extracting(Diagnosis::getModelVersion)
                .containsOnly(shipped);
        assertThat(cluster.values(Topics.SHADOW_DIAGNOSES, 1))
                .hasSizeBetween(2, 25)
                .extracting(Diagnosis::getModelVersion)
                .containsOnly("v2");

        cluster.send(Topics.MODELS, "champion", TestReleases.good("v2"));

        await("the shadow is champion", () -> app.modelVersion().equals("v2"));
        await("its predecessor watches", () -> app.shadowVersion().equals(Optional.of(shipped)));
    }

    @Test
    void startsWithTheNewestReleaseThatLoads() throws Exception {
        cluster.send(Topics.MODELS, "champion", TestReleases.good("v2"));
        await("v2 is installed", () -> app.modelVersion().equals("v2"));
        cluster.send(Topics.MODELS, "champion", TestReleases.noZip("v3"));

        app.close();
        app = StreamApp.start(cluster.settings());

        assertThat(app.modelVersion()).isEqualTo("v2");
    }

    @Test
    void leavesTheGroupWhenItStopsSoThatAnotherTakesOverAtOnce() throws Exception {
        cluster.send(Topics.SCANS, "s1", ScanEvents.scan("s1", TestScans.radiograph(1, 0)));
        cluster.values(Topics.DIAGNOSES, 1);

        app.close();
        long stopped = System.nanoTime();
        app = StreamApp.start(cluster.settings()
                .with(Map.of("kafka.state.dir", cluster.newFolder().toString())));
        cluster.send(Topics.SCANS, "s2", ScanEvents.scan("s2", TestScans.radiograph(2, 0)));
        assertThat(cluster.values(Topics.DIAGNOSES, 2)).hasSize(2);

        // A member that did not leave is missed for its session of six seconds, or 45 with Kafka's default.
        assertThat(System.nanoTime() - stopped)
                .isLessThan(java.time.Duration.ofSeconds(30).toNanos());
    }

    @Test
    void saysHowItIs() throws Exception {
        await("ready", () -> get("/health/ready").statusCode() == 200);

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("\"broker\"", "\"registry\"", app.modelVersion());
        assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes", "kafka_stream");
    }

    private java.util.Optional<String> metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst();
    }

    private HttpResponse<String> get(String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
