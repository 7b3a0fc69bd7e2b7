package org.xraystream.retraining;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Split;
import org.xraystream.examples.LabelledScans;
import org.xraystream.model.ModelBundle;
import org.xraystream.promotion.Promotion;
import org.xraystream.promotion.PromotionMode;
import org.xraystream.promotion.PromotionRule;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.health.Health;
import org.xraystream.service.release.ModelPublisher;
import org.xraystream.service.release.ReleaseFollower;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;
import org.xraystream.training.Trainer;

/**
 * The learning loop as one part: follows the champion, watches the labels, trains and releases.
 *
 * <p>Settings beside those of {@link RetrainingPolicy}, {@link RetrainingPlan}, {@link BaseData}, {@link Journal},
 * {@link PromotionRule} and {@link PromotionMode}: {@code retraining.replay} (default 1000) older examples mixed with the
 * new ones at most, of the site and of the base data each, and {@code validation.share} of the children held out (0.25).
 */
public final class LearningLoop implements AutoCloseable {

    private static final long SPLIT_SEED = 1;

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
        var split = new ChildSplit(settings.decimal("validation.share", 0.25, 0.01, 0.9), SPLIT_SEED);
        var material = new Material(
                scans,
                BaseData.from(settings, splitOfShipped().orElse(split)),
                split,
                settings.number("retraining.replay", 1000, 0, Integer.MAX_VALUE));
        var plan = RetrainingPlan.from(settings);
        var policy = RetrainingPolicy.from(settings);
        var rule = PromotionRule.from(settings);
        var mode = PromotionMode.from(settings);
        var publisher = new ModelPublisher(connection, registry, clock, "trainer");
        var retraining = new Retraining(
                Trainer.standard(),
                material,
                plan,
                Journal.from(settings),
                new Promotion(rule, mode, publisher),
                clock);
        var follower = new ReleaseFollower(connection, registry, tracker);
        follower.awaitCaughtUp();
        var loop = new RetrainingLoop(scans, tracker, retraining, policy, plan.share(), metrics, clock);
        loop.start();
        return new LearningLoop(follower, publisher, loop);
    }

    /** How the images that the shipped model was made of were divided. */
    private static Optional<Split> splitOfShipped() {
        return Split.described(ModelBundle.shipped().manifest().provenance().split());
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
