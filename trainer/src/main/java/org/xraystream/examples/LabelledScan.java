package org.xraystream.examples;

import java.time.Instant;
import java.util.List;
import org.xraystream.dataset.Example;
import org.xraystream.event.Label;

/**
 * A scan that can be learned from, and where its label comes from.
 *
 * @param labels who read it so, when, and whether with the model's result; at least one, in the order of their times
 * @param arrived when the newest label of the scan reached its topic
 */
public record LabelledScan(Example example, List<Label> labels, Instant arrived) {

    public LabelledScan {
        labels = List.copyOf(labels);
    }

    /** Whether a reader found the same without having seen the model's result. */
    public boolean isBlind() {
        return labels.stream().anyMatch(label -> !label.getSawModelResult());
    }
}
