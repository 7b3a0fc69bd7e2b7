package org.xraystream.quality;

import java.time.Instant;
import java.util.Optional;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelledCounts;
import org.xraystream.event.Proportion;

/** A model's findings counted against the truth; positive is pneumonia. Confined to one thread. */
final class Tally {

    private long truePositives;
    private long falsePositives;
    private long trueNegatives;
    private long falseNegatives;
    private long uncertain;

    void add(Finding finding, boolean pneumonia) {
        switch (finding) {
            case PNEUMONIA -> {
                truePositives += pneumonia ? 1 : 0;
                falsePositives += pneumonia ? 0 : 1;
            }
            case NORMAL -> {
                falseNegatives += pneumonia ? 1 : 0;
                trueNegatives += pneumonia ? 0 : 1;
            }
            case UNCERTAIN -> uncertain++;
        }
    }

    Optional<Proportion> sensitivity() {
        return Wilson.of(truePositives, truePositives + falseNegatives);
    }

    Optional<Proportion> specificity() {
        return Wilson.of(trueNegatives, trueNegatives + falsePositives);
    }

    /** The counts as they travel. */
    LabelledCounts counts(Instant since, Instant until) {
        return LabelledCounts.newBuilder()
                .setSince(since)
                .setUntil(until)
                .setTruePositives(truePositives)
                .setFalsePositives(falsePositives)
                .setTrueNegatives(trueNegatives)
                .setFalseNegatives(falseNegatives)
                .setUncertain(uncertain)
                .setSensitivity(sensitivity().orElse(null))
                .setSpecificity(specificity().orElse(null))
                .build();
    }
}
