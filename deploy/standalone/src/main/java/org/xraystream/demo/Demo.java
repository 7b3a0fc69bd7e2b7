package org.xraystream.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.service.settings.Connection;

/**
 * The whole way once: a modality sends scans, a radiologist labels a share of them, the trainer retrains, the model is
 * swapped while scans flow, and the ledger says whether all is accounted for.
 *
 * <p>The last part of the scans is held back until the swap, so that there is something to compare; while the trainer
 * trains, the modality goes on more slowly.
 */
public final class Demo implements Play {

    /** Share of the scans kept for after the swap. */
    private static final double HELD_BACK = 0.4;
    /** Share of the scans sent at the full rate before the modality slows down to leave room for the training. */
    private static final double AT_FULL_RATE = 0.4;

    private static final Duration SLOW_PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE_FOR_SWAP = Duration.ofMinutes(2);

    /** The others stay unlabelled, so that a model can be judged on children it was never taught. */
    private static final ChildSplit LABELLED = new ChildSplit(0.5, 7);

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
        private int labelsForRetraining() {
            return Math.max(1, (int) (count * AT_FULL_RATE * 0.4));
        }
    }

    private final ImageSource source;
    private final Plan plan;
    private final AtomicReference<String> firstVersion = new AtomicReference<>("");
    private volatile boolean swapped;

    /** A demonstration with these images. */
    public Demo(ImageSource source, Plan plan) {
        this.source = source;
        this.plan = plan;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "retraining.labels", Integer.toString(plan.labelsForRetraining()),
                "retraining.epochs", "2",
                "retraining.share", "1",
                // So few cases prove nothing; what is shown is the swap.
                "promotion.least-cases", "3",
                "promotion.auc-margin", "0.2",
                "promotion.sensitivity-margin", "0.5",
                "promotion.log-loss-margin", "1");
    }

    @Override
    public String announcement() {
        return "Sending " + plan.count() + " scans: " + source.description() + "; half of the children get labels.";
    }

    @Override
    public int scans() {
        return plan.count();
    }

    @Override
    public DemoSummary play(Connection connection, Audience audience) throws IOException, InterruptedException {
        try (Hospital hospital = Hospital.open(connection, audience)) {
            var radiologist =
                    new Radiologist(hospital.labels(), "simulated-radiologist", LABELLED::holdsOut, 0, plan.count());
            hospital.employ(observed -> noteVersion(observed, audience));
            hospital.employ(radiologist);
            long start = System.nanoTime();
            sendAll(hospital);
            hospital.awaitOutcomes();
            double seconds = (System.nanoTime() - start) / 1e9;
            audience.event("The simulated radiologist gave " + radiologist.labels() + " labels.");
            if (!swapped) {
                audience.event("No model was swapped: too few labels for a retraining, or the champion stayed.");
            }
            return DemoSummary.of(hospital.ledger(), LABELLED::holdsOut, seconds);
        }
    }

    private void sendAll(Hospital hospital) throws IOException, InterruptedException {
        Duration pause = Duration.ofNanos((long) (1e9 / plan.rate()));
        int atFullRate = (int) (plan.count() * AT_FULL_RATE);
        int beforeSwap = plan.count() - (int) (plan.count() * HELD_BACK);
        long swapDeadline = System.nanoTime() + PATIENCE_FOR_SWAP.toNanos() + atFullRate * pause.toNanos();
        for (int sent = 0; sent < plan.count(); sent++) {
            boolean awaitsSwap = sent > atFullRate && !swapped && System.nanoTime() < swapDeadline;
            hospital.send(source.next(), awaitsSwap ? longer(pause, slowPause(beforeSwap - sent)) : pause);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The fewer scans are left to send before the swap, the longer the pause: they should last until it comes. */
    private static Duration slowPause(int left) {
        return left > 0 ? SLOW_PAUSE : SLOW_PAUSE.multipliedBy(4);
    }

    private void noteVersion(Ledger.Observed observed, Audience audience) {
        String version = observed.diagnosis().getModelVersion();
        if (firstVersion.compareAndSet("", version)) {
            audience.event("First diagnosis, by model " + version + ".");
        } else if (!swapped && !version.equals(firstVersion.get())) {
            swapped = true;
            audience.event("First diagnosis by the new model " + version + ".");
        }
    }
}
