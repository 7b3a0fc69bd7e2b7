package org.xraystream.evaluation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.xraystream.model.Finding;

/** Scores what a model said against the truth. */
public final class Evaluation {
    /** Below this a probability counts as this, so that one sure mistake does not make the log loss infinite. */
    static final double LEAST_PROBABILITY = 1e-15;

    private static final int CALIBRATION_BINS = 10;

    private Evaluation() {}

    public static Scores of(Collection<JudgedExample> examples) {
        return new Scores(
                examples.size(),
                (int) examples.stream().map(JudgedExample::child).distinct().count(),
                auc(examples),
                logLoss(examples),
                mean(examples, example -> -log(example.probabilityOfTruth())),
                mean(examples, example -> example.mostProbable() == example.truth() ? 1 : 0),
                calibrationError(examples),
                undecided(examples),
                forced(examples),
                decided(examples));
    }

    /**
     * Area under the ROC curve, exactly: the probability that a random pneumonia gets a higher probability than a random
     * normal image, ties counting half. From the rank sum as in Hanley and McNeil, "The Meaning and Use of the Area
     * under a Receiver Operating Characteristic (ROC) Curve", Radiology 143, 1982.
     */
    public static double auc(Collection<JudgedExample> examples) {
        List<JudgedExample> ranked = examples.stream()
                .sorted(Comparator.comparingDouble(Evaluation::pneumonia))
                .toList();
        double rankSum = 0;
        long positives = 0;
        int start = 0;
        while (start < ranked.size()) {
            int end = start;
            int positivesHere = 0;
            while (end < ranked.size() && pneumonia(ranked.get(end)) == pneumonia(ranked.get(start))) {
                positivesHere += ranked.get(end).isPneumonia() ? 1 : 0;
                end++;
            }
            double rankOfTies = (start + 1 + end) / 2.0;
            rankSum += positivesHere * rankOfTies;
            positives += positivesHere;
            start = end;
        }
        long negatives = ranked.size() - positives;
        double wins = rankSum - positives * (positives + 1) / 2.0;
        return positives == 0 || negatives == 0 ? Double.NaN : wins / positives / negatives;
    }

    /** Mean negative natural logarithm of the probability given to the truth, normal or pneumonia. */
    public static double logLoss(Collection<JudgedExample> examples) {
        return mean(
                examples,
                example -> -log(
                        example.isPneumonia()
                                ? pneumonia(example)
                                : example.probabilities().normal()));
    }

    /** Decisions on all examples: pneumonia where its probability is at least a half. */
    public static Confusion forced(Collection<JudgedExample> examples) {
        return Confusion.of(examples, example -> pneumonia(example) >= 0.5 ? Finding.PNEUMONIA : Finding.NORMAL);
    }

    /** The model's own decisions, where it made one. */
    public static Confusion decided(Collection<JudgedExample> examples) {
        return Confusion.of(examples, JudgedExample::finding);
    }

    /** Share of the examples that the model leaves to a person. */
    public static double undecided(Collection<JudgedExample> examples) {
        return mean(examples, example -> example.finding() == Finding.UNCERTAIN ? 1 : 0);
    }

    /**
     * Expected calibration error of the probability of pneumonia over ten bins of equal width: Naeini, Cooper and
     * Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015.
     */
    static double calibrationError(Collection<JudgedExample> examples) {
        double[] excess = new double[CALIBRATION_BINS];
        for (JudgedExample example : examples) {
            int bin = Math.min(CALIBRATION_BINS - 1, (int) (pneumonia(example) * CALIBRATION_BINS));
            excess[bin] += pneumonia(example) - (example.isPneumonia() ? 1 : 0);
        }
        double sum = 0;
        for (double inBin : excess) {
            sum += Math.abs(inBin);
        }
        return sum / examples.size();
    }

    private static double mean(Collection<JudgedExample> examples, ToDoubleFunction<JudgedExample> value) {
        return examples.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double log(double probability) {
        return Math.log(Math.max(LEAST_PROBABILITY, probability));
    }

    private static double pneumonia(JudgedExample example) {
        return example.probabilities().pneumonia();
    }
}
