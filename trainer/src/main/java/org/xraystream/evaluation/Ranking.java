package org.xraystream.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Cases in the order of a score, sorted once, so that what depends on the order alone can be worked out quickly for
 * thousands of resamples.
 */
final class Ranking {
    private final int[] cases;
    private final double[] scores;
    private final boolean[] positive;

    /**
     * @param cases the numbers of the cases to rank, in any order
     * @param score of a case
     * @param positive whether a case ought to have a high score
     */
    Ranking(IntStream cases, IntToDoubleFunction score, IntPredicate positive) {
        this.cases = cases.boxed()
                .sorted(Comparator.comparingDouble(score::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
        this.scores = IntStream.of(this.cases).mapToDouble(score).toArray();
        this.positive = new boolean[this.cases.length];
        for (int rank = 0; rank < this.cases.length; rank++) {
            this.positive[rank] = positive.test(this.cases[rank]);
        }
    }

    /**
     * Area under the ROC curve, exactly: the probability that a random positive case has a higher score than a random
     * negative one, ties counting half (Hanley and McNeil, "The Meaning and Use of the Area under a Receiver Operating
     * Characteristic (ROC) Curve", Radiology 143, 1982).
     *
     * @param weights how often each case counts, by its number
     */
    double area(int[] weights) {
        double wins = 0;
        long positivesBelow = 0;
        long negativesBelow = 0;
        int start = 0;
        while (start < cases.length) {
            int end = start;
            long positivesHere = 0;
            long negativesHere = 0;
            for (; end < cases.length && scores[end] == scores[start]; end++) {
                int weight = weights[cases[end]];
                positivesHere += positive[end] ? weight : 0;
                negativesHere += positive[end] ? 0 : weight;
            }
            wins += positivesHere * (negativesBelow + negativesHere / 2.0);
            positivesBelow += positivesHere;
            negativesBelow += negativesHere;
            start = end;
        }
        return positivesBelow == 0 || negativesBelow == 0 ? Double.NaN : wins / positivesBelow / negativesBelow;
    }

    /**
     * What calling everything from a score on positive gives, for every score there is, from the strictest on; begins
     * with calling nothing positive.
     */
    List<RocCurve.Point> curve(int[] weights) {
        double positives = total(weights, true);
        double negatives = total(weights, false);
        List<RocCurve.Point> points = new ArrayList<>();
        points.add(new RocCurve.Point(0, 0));
        long truePositives = 0;
        long falsePositives = 0;
        for (int rank = cases.length - 1; rank >= 0; rank--) {
            truePositives += positive[rank] ? weights[cases[rank]] : 0;
            falsePositives += positive[rank] ? 0 : weights[cases[rank]];
            if (rank == 0 || scores[rank - 1] != scores[rank]) {
                points.add(new RocCurve.Point(falsePositives / negatives, truePositives / positives));
            }
        }
        return points;
    }

    private double total(int[] weights, boolean ofPositives) {
        return IntStream.range(0, cases.length)
                .filter(rank -> positive[rank] == ofPositives)
                .mapToLong(rank -> weights[cases[rank]])
                .sum();
    }
}
