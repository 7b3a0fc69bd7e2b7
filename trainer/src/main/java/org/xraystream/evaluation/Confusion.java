package org.xraystream.evaluation;

import java.util.List;
import java.util.function.Function;
import org.xraystream.model.Finding;

/**
 * Decisions counted against the truth; positive is pneumonia. A ratio whose denominator is zero is not a number.
 *
 * @param truePositives pneumonia found
 * @param falsePositives pneumonia said of normal images
 * @param trueNegatives normal images found normal
 * @param falseNegatives pneumonia missed
 */
public record Confusion(int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

    /** Counts the findings, each example so often; undecided examples are left out. */
    static Confusion of(List<JudgedExample> examples, int[] weights, Function<JudgedExample, Finding> decision) {
        int[] counts = new int[4];
        for (int i = 0; i < weights.length; i++) {
            JudgedExample example = examples.get(i);
            switch (decision.apply(example)) {
                case PNEUMONIA -> counts[example.isPneumonia() ? 0 : 1] += weights[i];
                case NORMAL -> counts[example.isPneumonia() ? 3 : 2] += weights[i];
                case UNCERTAIN -> {}
            }
        }
        return new Confusion(counts[0], counts[1], counts[2], counts[3]);
    }

    public int total() {
        return truePositives + falsePositives + trueNegatives + falseNegatives;
    }

    /** Share of right decisions. */
    public double accuracy() {
        return ratio(truePositives + trueNegatives, total());
    }

    /** Share of the pneumonias that were found (recall). */
    public double sensitivity() {
        return ratio(truePositives, truePositives + falseNegatives);
    }

    /** Share of the normal images that were found normal. */
    public double specificity() {
        return ratio(trueNegatives, trueNegatives + falsePositives);
    }

    /** Share of the positive decisions that are right (precision); depends on how common pneumonia is among these. */
    public double positivePredictiveValue() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    /** Share of the negative decisions that are right; depends on how common pneumonia is among these. */
    public double negativePredictiveValue() {
        return ratio(trueNegatives, trueNegatives + falseNegatives);
    }

    /** Harmonic mean of sensitivity and positive predictive value. */
    public double f1() {
        return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
