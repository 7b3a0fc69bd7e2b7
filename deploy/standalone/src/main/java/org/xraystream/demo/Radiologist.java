package org.xraystream.demo;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.model.Category;
import org.xraystream.service.events.EventPublisher;

/**
 * A simulated radiologist, who knows the truth from the data and labels every scan of some of the children. A careless
 * one gives a share of the scans the opposite label.
 *
 * <p>Thread-safe.
 */
final class Radiologist implements Hospital.Staff {

    private static final long SEED = 7;

    private final EventPublisher<Label> publisher;
    private final String name;
    private final Predicate<String> reads;
    private final double wrong;
    private final int most;
    private final Random random = new Random(SEED);
    private final AtomicInteger labels = new AtomicInteger();

    /**
     * A radiologist.
     *
     * @param reads whether she labels the scans of this child
     * @param wrong the share of her labels that say the opposite
     * @param most after how many labels she goes home
     */
    Radiologist(EventPublisher<Label> publisher, String name, Predicate<String> reads, double wrong, int most) {
        this.publisher = publisher;
        this.name = name;
        this.reads = reads;
        this.wrong = wrong;
        this.most = most;
    }

    /** Labels a diagnosed scan if it is one of hers and its truth is known. */
    @Override
    public void diagnosed(Ledger.Observed observed) {
        Optional<Category> truth = observed.image().truth();
        if (truth.isEmpty() || !reads.test(observed.image().child()) || labels.get() >= most) {
            return;
        }
        String scanId = observed.diagnosis().getScanId();
        Label label = Label.newBuilder()
                .setScanId(scanId)
                .setFinding(
                        errs()
                                ? opposite(truth.get())
                                : LabelFinding.valueOf(truth.get().name()))
                .setReader(name)
                .setLabelledAt(Instant.now())
                .setSawModelResult(false)
                .build();
        var unused = publisher.publish(scanId, label);
        labels.incrementAndGet();
    }

    private synchronized boolean errs() {
        return random.nextDouble() < wrong;
    }

    private static LabelFinding opposite(Category truth) {
        return truth == Category.NORMAL ? LabelFinding.BACTERIAL_PNEUMONIA : LabelFinding.NORMAL;
    }

    int labels() {
        return labels.get();
    }
}
