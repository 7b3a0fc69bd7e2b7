package org.xraystream.room;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.xraystream.event.Label;
import org.xraystream.event.RejectionReason;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.health.Health;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.streams.StreamsRunner;
import org.xraystream.service.streams.StreamsSettings;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * The reading room of one installation, as this instance answers for it. A Kafka Streams application beside the one that
 * classifies, on one thread of its own, at least once (saying the same again changes nothing), so that neither waits for
 * the other.
 *
 * <p>Settings beside those of {@link Peers}: {@code reading.blind-share} (0.1), {@code reading.longest-wait}
 * ({@code PT1H}), {@code reading.remembered} ({@code P90D}), {@code reading.listed} (100,000).
 *
 * <p>Thread-safe.
 */
public final class Room implements AutoCloseable {

    private static final int LISTED = 100_000;
    private static final int MOST_PREVIOUS = 20;
    private static final int ASKING_THREADS = 8;
    private static final int LINGER_MS = 5;
    private static final int COMMIT_INTERVAL_MS = 1_000;

    private final BlindShare blind;
    private final Urgency urgency;
    private final StreamsRunner streams;
    private final AllScans scans;
    private final EventPublisher<Label> labels;
    private final ReadingDesk desk;
    private final ScanImages images;
    private final LastHour lastHour;
    private final ExecutorService executor = Executors.newFixedThreadPool(ASKING_THREADS, task -> {
        var thread = new Thread(task, "room-peers");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<RoomFeed> feed = Optional.empty();
    private final Thread opening;

    private Room(
            Settings settings,
            String applicationId,
            Connection connection,
            SchemaRegistry registry,
            ContentFetcher fetcher,
            MeterRegistry metrics,
            Clock clock) {
        blind = new BlindShare(settings.decimal("reading.blind-share", 0.1, 0, 1));
        urgency = new Urgency(
                positive("reading.longest-wait", settings.duration("reading.longest-wait", Duration.ofHours(1))));
        Duration remembered =
                positive("reading.remembered", settings.duration("reading.remembered", Duration.ofDays(90)));
        Optional<Peers> peers = Peers.from(settings);
        lastHour = new LastHour(clock);
        var view = new RoomView(blind, urgency, settings.number("reading.listed", LISTED, 1_000, Integer.MAX_VALUE));
        Properties own = streamsSettings(applicationId, connection, peers);
        streams = new StreamsRunner(RoomTopology.build(registry, view, remembered, clock), own, metrics);
        scans = new AllScans(streams.streams(), view, peers, executor);
        labels = new EventPublisher<>(connection, registry, Topics.LABELS);
        desk = new ReadingDesk(scans::find, blind, this::publish, clock);
        images = new ScanImages(connection, registry, fetcher);
        opening = new Thread(() -> openFeed(applicationId, connection, clock), "room-opening");
        opening.setDaemon(true);
        opening.start();
    }

    /** Opens the room; returns at once, and the room answers as soon as what is known has been read. */
    public static Room open(
            Settings settings,
            String classification,
            Connection connection,
            SchemaRegistry registry,
            ContentFetcher fetcher,
            MeterRegistry metrics,
            Clock clock) {
        return new Room(settings, classification + "-room", connection, registry, fetcher, metrics, clock);
    }

    private static Duration positive(String name, Duration given) {
        if (given.isNegative() || given.isZero()) {
            throw new InvalidSettingException(name + "=" + given + ": must be longer than nothing");
        }
        return given;
    }

    private static Properties streamsSettings(String applicationId, Connection connection, Optional<Peers> peers) {
        Properties settings = StreamsSettings.forImages(applicationId, connection);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        // In whatever order the topics tell of a scan, the same is known in the end: none waits for another.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // What is no scan goes to the dead letters once: by the application that classifies.
        settings.remove(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        peers.ifPresent(known -> settings.put(
                StreamsConfig.APPLICATION_SERVER_CONFIG,
                known.self().host() + ":" + known.self().port()));
        return settings;
    }

    private void openFeed(String applicationId, Connection connection, Clock clock) {
        try {
            streams.awaitRunning();
            var changelog = new Topic<>(
                    applicationId + "-" + ScanKeeper.STORE + "-changelog",
                    Serdes.String(),
                    unused -> RoomJson.ofScans(),
                    Topics.SCANS.partitions(),
                    Map.of());
            feed = Optional.of(new RoomFeed(connection, changelog, lastHour::note, clock));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Label label) {
        try {
            var unused = labels.publish(label.getScanId(), label).join();
        } catch (CompletionException e) {
            throw new KafkaException("the label was not taken", e.getCause());
        }
    }

    /**
     * A list, and whether all instances that keep scans have answered.
     *
     * @throws InvalidStateStoreException if nothing can be said now
     */
    public Listed list(ScanQuery query) {
        var gathered = scans.page(query);
        return new Listed(gathered.answer(), gathered.complete());
    }

    /** A list from all instances; where it is not complete, one of them did not answer. */
    public record Listed(ScanPage page, boolean complete) {}

    /** Other scans of the same patient at the same site, the latest capture first. */
    public List<RoomScan> previous(RoomScan scan) {
        Arrival arrival = scan.arrival();
        if (arrival == null || arrival.patient().isEmpty()) {
            return List.of();
        }
        return scans.ofPatient(arrival.site(), arrival.patient(), MOST_PREVIOUS + 1).answer().stream()
                .filter(other -> !other.scanId().equals(scan.scanId()))
                .sorted((one, other) -> Long.compare(capture(other), capture(one)))
                .limit(MOST_PREVIOUS)
                .toList();
    }

    private static long capture(RoomScan scan) {
        Arrival arrival = scan.arrival();
        Long captured = arrival == null ? null : arrival.capturedAt();
        return captured == null ? 0 : captured;
    }

    /** Rejected scans by reason. */
    public Map<RejectionReason, Integer> rejections() {
        return scans.rejections().answer();
    }

    /** The instances that keep scans and whether each answers; empty where this one is alone. */
    public Map<String, Boolean> instances() {
        return scans.instances();
    }

    /** What this instance alone keeps, for the others. */
    public ScanSource own() {
        return scans.local();
    }

    /** Where readers say what they found. */
    public ReadingDesk desk() {
        return desk;
    }

    /** The pictures. */
    public ScanImages images() {
        return images;
    }

    /** What happens; empty until the room is open. */
    public Optional<RoomFeed> feed() {
        return feed;
    }

    /** How much was done lately. */
    public LastHour lastHour() {
        return lastHour;
    }

    /** What is hidden from whom. */
    public BlindShare blind() {
        return blind;
    }

    /** What is read first. */
    public Urgency urgency() {
        return urgency;
    }

    /** Well once it answers. */
    public Health health() {
        Health reading = streams.ready();
        return new Health("room", reading.up() && feed.isPresent(), reading.detail());
    }

    @Override
    public void close() {
        opening.interrupt();
        feed.ifPresent(RoomFeed::close);
        streams.close();
        labels.close();
        images.close();
        executor.shutdownNow();
    }
}
