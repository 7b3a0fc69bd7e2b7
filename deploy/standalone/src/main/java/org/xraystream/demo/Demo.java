package org.xraystream.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.xraystream.event.ModelRelease;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.release.ReleaseFollower;
import org.xraystream.service.release.ReleaseListener;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * Plays a hospital against a running stream-app and trainer: a modality sends scans, a radiologist labels a share of
 * them, the trainer retrains, the model is swapped while scans flow, and the ledger says whether all is accounted for.
 *
 * <p>The last part of the scans is held back until the swap, so that there is something to compare; while the trainer
 * trains, the modality goes on more slowly.
 */
public final class Demo {

    /** Share of the scans kept for after the swap. */
    private static final double HELD_BACK = 0.4;
    /** Share of the scans sent at the full rate before the modality slows down to leave room for the training. */
    private static final double AT_FULL_RATE = 0.4;

    private static final Duration SLOW_PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE_FOR_SWAP = Duration.ofMinutes(2);
    private static final Duration PATIENCE_FOR_OUTCOMES = Duration.ofMinutes(1);

    /**
     * What to play.
     *
     * @param count how many scans to send
     * @param rate scans a second at full rate
     */
    public record Plan(int count, double rate) {
        public Plan {
            if (count < 1 || !(rate > 0)) {
                throw new IllegalArgumentException("count: " + count + ", rate: " + rate + "; both must be positive");
            }
        }

        /** How many labels are to start the retraining, so that it happens during the demonstration. */
        public int labelsForRetraining() {
            return Math.max(1, (int) (count * AT_FULL_RATE * 0.4));
        }
    }

    /** Told how the demonstration goes. Called from several threads. */
    public interface Audience {

        /** Something happened that a person would like to know. */
        void event(String what);

        /** So many scans have been sent, and so many of them have an outcome. */
        void progress(int sent, int done);
    }

    private final Connection connection;
    private final ImageSource source;
    private final Plan plan;
    private final Audience audience;
    private final Ledger ledger = new Ledger();
    private final AtomicReference<String> firstVersion = new AtomicReference<>("");
    private volatile boolean swapped;

    /** A demonstration against this cluster. */
    public Demo(Connection connection, ImageSource source, Plan plan, Audience audience) {
        this.connection = connection;
        this.source = source;
        this.plan = plan;
        this.audience = audience;
    }

    /** Plays it to the end. */
    public DemoSummary play() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (SchemaRegistry registry = connection.schemaRegistry(Duration.ofSeconds(30));
                var scans = new EventPublisher<>(connection, registry, Topics.SCANS);
                var labels = new EventPublisher<>(connection, registry, Topics.LABELS)) {
            var modality = new Modality(scans, ledger);
            var radiologist = new Radiologist(labels);
            try (var follower = new ReleaseFollower(connection, registry, announcer());
                    var observer = new Observer(connection, registry, ledger, observed -> {
                        noteVersion(observed);
                        radiologist.read(observed);
                    })) {
                follower.awaitCaughtUp();
                start = System.nanoTime();
                sendAll(modality);
                waitFor(() -> ledger.open() == 0, PATIENCE_FOR_OUTCOMES);
            }
            audience.event("The simulated radiologist gave " + radiologist.labels() + " labels.");
            if (!swapped) {
                audience.event("No model was swapped: too few labels for a retraining, or the champion stayed.");
            }
        }
        return DemoSummary.of(ledger, Radiologist::reads, (System.nanoTime() - start) / 1e9);
    }

    private void sendAll(Modality modality) throws IOException, InterruptedException {
        Duration pause = Duration.ofNanos((long) (1e9 / plan.rate()));
        int atFullRate = (int) (plan.count() * AT_FULL_RATE);
        int beforeSwap = plan.count() - (int) (plan.count() * HELD_BACK);
        long swapDeadline = System.nanoTime() + PATIENCE_FOR_SWAP.toNanos() + atFullRate * pause.toNanos();
        long next = System.nanoTime();
        for (int sent = 0; sent < plan.count(); sent++) {
            modality.send(source.next());
            audience.progress(sent + 1, sent + 1 - (int) ledger.open());
            boolean awaitsSwap = sent >= atFullRate && !swapped && System.nanoTime() < swapDeadline;
            next += awaitsSwap ? Math.max(pause.toNanos(), slowPause(beforeSwap - sent)) : pause.toNanos();
            sleepUntil(next);
            next = Math.max(next, System.nanoTime() - pause.toNanos());
        }
    }

    /** The fewer scans are left to send before the swap, the longer the pause: they should last until it comes. */
    private static long slowPause(int left) {
        return left > 0 ? SLOW_PAUSE.toNanos() : 4 * SLOW_PAUSE.toNanos();
    }

    private void noteVersion(Ledger.Observed observed) {
        String version = observed.diagnosis().getModelVersion();
        if (firstVersion.compareAndSet("", version)) {
            audience.event("First diagnosis, by model " + version + ".");
        } else if (!swapped && !version.equals(firstVersion.get())) {
            swapped = true;
            audience.event("First diagnosis by the new model " + version + ".");
        }
    }

    private ReleaseListener announcer() {
        return new ReleaseListener() {
            @Override
            public void releasedBefore(List<ModelRelease> newestFirst) {}

            @Override
            public void released(ModelRelease release) {
                audience.event("Trainer released " + release.getVersion() + " as "
                        + release.getSlot() + ", trained on " + release.getTrainedOn() + " labelled scans: "
                        + release.getReason() + ".");
            }
        };
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left).toMillis());
        }
    }

    private static void waitFor(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }
}
