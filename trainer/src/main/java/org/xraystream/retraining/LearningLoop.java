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
 * {@code validation.share} of the children held out (default 0.25), and those of {@link PromotionRule}:
 * {@code promotion.least-cases} (default 20), {@code promotion.auc-margin} (0.005), {@code promotion.sensitivity-margin}
 * (0.01), {@code promotion.log-loss-margin} (0.02).
 */
public final class LearningLoop implements AutoCloseable {

    private static final long SPLIT_SEED = 1;
    private static final double LARGEST_LOG_LOSS_MARGIN = 100;

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
        var split = new ChildSplit(settings.decimal("validation.share", 0.25, 0.01, 0.9), SPLIT_SEED);
        var rule = new PromotionRule(
                settings.number("promotion.least-cases", 20, 1, Integer.MAX_VALUE),
                settings.decimal("promotion.auc-margin", 0.005, 0, 1),
                settings.decimal("promotion.sensitivity-margin", 0.01, 0, 1),
                settings.decimal("promotion.log-loss-margin", 0.02, 0, LARGEST_LOG_LOSS_MARGIN));
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
