package org.xraystream.retraining;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.examples.LabelledScans;
import org.xraystream.promotion.Decision;
import org.xraystream.service.health.Health;
import org.xraystream.training.TrainingProgress;

/**
 * Watches the labels and trains again when the policy says so, or when somebody demands it. One training at a time, on
 * a thread of its own. A training that fails is told in the log and in the metrics, and tried again with the next labels.
 *
 * <p>Thread-safe.
 */
final class RetrainingLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RetrainingLoop.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(30);

    private final LabelledScans scans;
    private final ChampionTracker tracker;
    private final Retraining retraining;
    private final RetrainingPolicy policy;
    private final double share;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final AtomicBoolean demanded = new AtomicBoolean();
    private volatile String state = "waiting for labels";
    private final AtomicLong newLabels;
    private final AtomicLong disputed;
    private final AtomicLong stepsDone;
    private final Thread thread;
    private Instant lastTime;
    private Instant triedUntil = Instant.EPOCH;

    RetrainingLoop(
            LabelledScans scans,
            ChampionTracker tracker,
            Retraining retraining,
            RetrainingPolicy policy,
            double share,
            MeterRegistry metrics,
            Clock clock) {
        this.scans = scans;
        this.tracker = tracker;
        this.retraining = retraining;
        this.policy = policy;
        this.share = share;
        this.metrics = metrics;
        this.clock = clock;
        this.newLabels = metrics.gauge("xraystream.labels.new", new AtomicLong());
        this.disputed = metrics.gauge("xraystream.labels.disputed", new AtomicLong());
        this.stepsDone = metrics.gauge("xraystream.retraining.progress.percent", new AtomicLong());
        this.lastTime = clock.instant();
        this.thread = new Thread(this::run, "retraining");
        thread.setDaemon(true);
    }

    void start() {
        retraining.cutOff(tracker.champion()).ifPresent(this::goOn);
        thread.start();
    }

    /** Killed after its release, a training is done, though its journal is still there. */
    private void goOn(String version) {
        if (tracker.knows(version)) {
            retraining.forget();
        } else {
            log.atInfo().addKeyValue("modelVersion", version).log("a training was cut off and goes on");
            demand();
        }
    }

    /** Trains at the next opportunity, whatever the policy says. */
    void demand() {
        demanded.set(true);
    }

    /** Well while it watches; says what it is doing. */
    Health health() {
        return new Health("retraining", thread.isAlive(), thread.isAlive() ? state : "stopped");
    }

    private void run() {
        try {
            retraining.reportPath(tracker.champion().bundle());
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PERIOD.toMillis());
                trainIfDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trainIfDue() throws InterruptedException {
        try {
            LabelledScans.Counts counts = scans.count(latest(tracker.labelsUntil(), triedUntil));
            newLabels.set(counts.fresh());
            disputed.set(counts.disputed());
            boolean isDue = policy.isDue(newLabels.get(), lastTime, clock.instant());
            if (demanded.getAndSet(false) || isDue) {
                train(counts.newest());
            }
        } catch (InvalidStateStoreException e) {
            state = "reading the labels";
        }
    }

    private void train(Instant newest) throws InterruptedException {
        lastTime = clock.instant();
        triedUntil = latest(triedUntil, newest);
        state = "training begins";
        try {
            retraining
                    .run(tracker.champion(), progress())
                    .ifPresent(decision -> count(decision instanceof Decision.Promoted ? "promoted" : "kept"));
        } catch (RuntimeException e) {
            // Whatever fails in a training, native code included, must not end the loop, nor be tried for ever.
            retraining.forget();
            count("failed");
            log.atError().setCause(e).log("retraining failed, the champion stays");
        } finally {
            state = "waiting for labels";
            stepsDone.set(0);
        }
    }

    private TrainingProgress progress() {
        var throttle = new Throttle(share);
        return new TrainingProgress() {
            @Override
            public void epochDone(Epoch epoch) {
                log.atInfo()
                        .addKeyValue("epoch", epoch.epoch())
                        .addKeyValue("epochs", epoch.epochs())
                        .addKeyValue("loss", epoch.loss())
                        .addKeyValue("heldOutLoss", epoch.heldOut().loss())
                        .addKeyValue("imagesPerSecond", epoch.imagesPerSecond())
                        .log("epoch done");
            }

            @Override
            public void stepDone(int done, int steps) {
                stepsDone.set(100L * done / steps);
                state = "training, " + stepsDone + "% done";
                throttle.stepDone();
            }
        };
    }

    private void count(String outcome) {
        metrics.counter("xraystream.retrainings", "outcome", outcome).increment();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
