package org.xraystream.demo;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.service.events.EventPublisher;

/**
 * A simulated radiologist, who knows the truth from the data and labels every scan of a share of the children. The
 * others stay unlabelled, so that a model can be judged on children it was never taught.
 */
final class Radiologist {

    private static final ChildSplit READ_BY_HER = new ChildSplit(0.5, 7);

    private final EventPublisher<Label> publisher;
    private final AtomicInteger labels = new AtomicInteger();

    Radiologist(EventPublisher<Label> publisher) {
        this.publisher = publisher;
    }

    /** Whether she labels the scans of this child. */
    static boolean reads(String child) {
        return READ_BY_HER.holdsOut(child);
    }

    /** Labels a diagnosed scan if it is one of hers and its truth is known. */
    void read(Ledger.Observed observed) {
        if (!reads(observed.image().child())) {
            return;
        }
        observed.image().truth().ifPresent(truth -> {
            String scanId = observed.diagnosis().getScanId();
            Label label = Label.newBuilder()
                    .setScanId(scanId)
                    .setFinding(LabelFinding.valueOf(truth.name()))
                    .setReader("simulated-radiologist")
                    .setLabelledAt(Instant.now())
                    .setSawModelResult(false)
                    .build();
            var unused = publisher.publish(scanId, label);
            labels.incrementAndGet();
        });
    }

    int labels() {
        return labels.get();
    }
}
