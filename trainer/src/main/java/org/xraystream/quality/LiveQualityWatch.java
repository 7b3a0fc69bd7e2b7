package org.xraystream.quality;

import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.xraystream.event.ModelSlot;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.health.Health;
import org.xraystream.service.release.ModelPublisher;
import org.xraystream.service.release.ReleaseFollower;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.runtime.ServiceRuntime;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.streams.StreamsRunner;
import org.xraystream.service.streams.StreamsSettings;
import org.xraystream.topic.Topics;

/**
 * The watch on live quality as one part: counts diagnoses against labels, tells how good each model is, and takes back a
 * new champion that is worse than its predecessor.
 *
 * <p>A Kafka Streams application of its own, so that neither it nor the one that gathers examples waits while the other
 * rebuilds its stores, and either can be reset alone. Where several trainers run, one of them has the watch.
 *
 * <p>Settings beside those of {@link QualityLimits}: {@code quality.application.id} (default {@code xraystream-quality}),
 * {@code rollback.automatic} (default {@code true}), and those of {@link RollbackRule}: {@code rollback.risk} (0.01),
 * {@code rollback.margin} (0.05).
 */
public final class LiveQualityWatch implements AutoCloseable {

    private final QualityBoard board;
    private final StreamsRunner streams;
    private final ReleaseFollower follower;
    private final ModelPublisher publisher;
    private final RollbackWatch rollback;

    private LiveQualityWatch(
            QualityBoard board,
            StreamsRunner streams,
            ReleaseFollower follower,
            ModelPublisher publisher,
            RollbackWatch rollback) {
        this.board = board;
        this.streams = streams;
        this.follower = follower;
        this.publisher = publisher;
        this.rollback = rollback;
    }

    /** Starts the watch; returns once it knows the champions so far. */
    public static LiveQualityWatch start(Settings settings, ServiceRuntime runtime) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        QualityLimits limits = QualityLimits.from(settings);
        var rule = new RollbackRule(
                settings.decimal("rollback.risk", 0.01, 1e-6, 0.5), settings.decimal("rollback.margin", 0.05, 0, 0.9));
        boolean isAutomatic = settings.flag("rollback.automatic", true);
        var book = new QualityBook(limits);
        var board = new QualityBoard(runtime.metrics());
        var reigns = new Reigns(new ReleaseLoader(ContentFetcher.from(settings, Topics.LARGEST_RECORD)));
        Properties streamsSettings = StreamsSettings.forImages(
                settings.text("quality.application.id", "xraystream-quality"), runtime.connection());
        streamsSettings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        var streams = new StreamsRunner(
                QualityTopology.build(runtime.schemaRegistry(), book, board, limits.remembered(), clock),
                streamsSettings,
                runtime.metrics());
        var follower = new ReleaseFollower(runtime.connection(), runtime.schemaRegistry(), reigns);
        var publisher = new ModelPublisher(runtime.connection(), runtime.schemaRegistry(), clock, "rollback");
        var rollback = new RollbackWatch(
                book,
                reigns,
                rule,
                (reign, reason) -> {
                    var unused = publisher.publish(publisher
                            .draft(ModelSlot.CHAMPION, reign.bundle(), reason)
                            .setLabelsUntil(reign.labelsUntil())
                            .setTrainedOn(reign.trainedOn())
                            .build());
                },
                runtime.metrics());
        follower.awaitCaughtUp();
        if (isAutomatic) {
            rollback.start();
        }
        return new LiveQualityWatch(board, streams, follower, publisher, rollback);
    }

    /** How good each model is, as a JSON array of what stands in {@code xray.quality}; empty where another trainer has the watch. */
    public String json() {
        return board.json();
    }

    /** Well while it counts. */
    public Health health() {
        Health counting = streams.ready();
        return new Health("quality", counting.up(), counting.detail());
    }

    @Override
    public void close() {
        rollback.close();
        streams.close();
        follower.close();
        publisher.close();
    }
}
