package org.xraystream.retraining;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.examples.LabelledScans;
import org.xraystream.promotion.ModelPublisher;
import org.xraystream.promotion.PromotionRule;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.health.Health;
import org.xraystream.service.release.ContentFetcher;
import org.xraystream.service.release.ReleaseFollower;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;
import org.xraystream.training.Hyperparameters;
import org.xraystream.training.Trainer;

/**
 * The learning loop as one part: follows the champion, watches the labels, trains and releases.
 *
 * <p>Settings beside those of {@link RetrainingPolicy}: {@code retraining.epochs} (default 5),
 * {@code validation.percent} of the children held out (default 25), {@code promotion.least-cases} (default 20).
 */
public final class LearningLoop implements AutoCloseable {

    private static final long SPLIT_SEED = 1;
    private static final double AUC_MARGIN = 0.005;
    private static final double SENSITIVITY_MARGIN = 0.01;
    private static final double LOG_LOSS_MARGIN = 0.02;

    private final ReleaseFollower follower;
    private final ModelPublisher publisher;
    private final RetrainingLoop loop;

    private LearningLoop(ReleaseFollower follower, ModelPublisher publisher, RetrainingLoop loop) {
        this.follower = follower;
        this.publisher = publisher;
        this.loop = loop;
    }

    /** Starts the loop; returns once it knows the champion. */
    public static LearningLoop start(
            Settings settings,
            Connection connection,
            SchemaRegistry registry,
            LabelledScans scans,
            MeterRegistry metrics)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        var tracker = new ChampionTracker(new ReleaseLoader(ContentFetcher.from(settings, Topics.LARGEST_RECORD)));
        var policy = RetrainingPolicy.from(settings);
        var split = new ChildSplit(settings.number("validation.percent", 25, 1, 90) / 100.0, SPLIT_SEED);
        var rule = new PromotionRule(
                settings.number("promotion.least-cases", 20, 1, Integer.MAX_VALUE),
                AUC_MARGIN,
                SENSITIVITY_MARGIN,
                LOG_LOSS_MARGIN);
        var hyperparameters = Hyperparameters.WARM_START.withEpochs(
                settings.number("retraining.epochs", Hyperparameters.WARM_START.epochs(), 1, 1000));
        var publisher = new ModelPublisher(connection, registry, clock, "trainer");
        var retraining = new Retraining(Trainer.standard(), split, hyperparameters, rule, publisher, clock);
        var follower = new ReleaseFollower(connection, registry, tracker);
        follower.awaitCaughtUp();
        var loop = new RetrainingLoop(scans, tracker, retraining, policy, metrics, clock);
        loop.start();
        return new LearningLoop(follower, publisher, loop);
    }

    /** Trains at the next opportunity, whatever the policy says. */
    public void demand() {
        loop.demand();
    }

    /** What it is doing. */
    public Health health() {
        return loop.health();
    }

    @Override
    public void close() {
        loop.close();
        follower.close();
        publisher.close();
    }
}
