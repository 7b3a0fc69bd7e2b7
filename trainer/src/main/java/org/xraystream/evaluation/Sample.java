package org.xraystream.evaluation;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.xraystream.dataset.Truth;
import org.xraystream.model.Finding;

/** Judged examples laid out so that they can be scored many times, each example counting once, never or several times. */
final class Sample {
    /** Below this a probability counts as this, so that one sure mistake does not make the log loss infinite. */
    private static final double LEAST_PROBABILITY = 1e-15;

    /** Customary for intervals. */
    private static final int RESAMPLES = 1000;

    private static final long SEED = 1;

    private final List<JudgedExample> examples;
    private final Ranking byPneumonia;
    private final Ranking byBacterialShare;
    private final double[] loss;
    private final double[] lossOfThree;
    private final boolean kindsAreKnown;

    Sample(Collection<JudgedExample> examples) {
        this.examples = List.copyOf(examples);
        this.byPneumonia = new Ranking(
                IntStream.range(0, examples.size()),
                i -> get(i).probabilities().pneumonia(),
                i -> get(i).isPneumonia());
        this.byBacterialShare = new Ranking(
                IntStream.range(0, examples.size())
                        .filter(i ->
                                get(i).truth() == Truth.BACTERIAL_PNEUMONIA || get(i).truth() == Truth.VIRAL_PNEUMONIA),
                i -> get(i).bacterialShare(),
                i -> get(i).truth() == Truth.BACTERIAL_PNEUMONIA);
        this.loss = of(example -> -log(example.probabilityOfTruth()));
        this.lossOfThree = of(example -> -log(example.probabilityOfCategory()));
        this.kindsAreKnown = this.examples.stream().noneMatch(example -> example.truth() == Truth.PNEUMONIA);
    }

    private JudgedExample get(int i) {
        return examples.get(i);
    }

    private double[] of(ToDoubleFunction<JudgedExample> value) {
        return examples.stream().mapToDouble(value).toArray();
    }

    private static double log(double probability) {
        return Math.log(Math.max(LEAST_PROBABILITY, probability));
    }

    List<JudgedExample> examples() {
        return examples;
    }

    Ranking byPneumonia() {
        return byPneumonia;
    }

    /** The weights by which every example counts once. */
    int[] once() {
        int[] weights = new int[examples.size()];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** Draws from the children of this sample; the same sample gives the same intervals. */
    Bootstrap bootstrap() {
        return new Bootstrap(examples.stream().map(JudgedExample::child).toList(), RESAMPLES, SEED);
    }

    /** @param weights how often each example counts */
    Scores scores(int[] weights) {
        return new Scores(
                IntStream.of(weights).sum(),
                (int) IntStream.range(0, weights.length)
                        .filter(i -> weights[i] > 0)
                        .mapToObj(i -> get(i).child())
                        .distinct()
                        .count(),
                byPneumonia.area(weights),
                byBacterialShare.area(weights),
                mean(loss, weights),
                kindsAreKnown ? mean(lossOfThree, weights) : Double.NaN,
                Reliability.error(examples, weights),
                share(Finding.UNCERTAIN, weights),
                forced(weights),
                confusion(weights, JudgedExample::finding),
                kindsAreKnown ? ConfusionOfThree.of(examples, weights) : ConfusionOfThree.EMPTY);
    }

    /** The scores of {@link PairedScores#SCORES} alone, in their order, for the many resamples that need no others. */
    double[] compared(int[] weights) {
        Confusion forced = forced(weights);
        return new double[] {
            byPneumonia.area(weights),
            forced.accuracy(),
            forced.sensitivity(),
            forced.specificity(),
            mean(loss, weights)
        };
    }

    private Confusion forced(int[] weights) {
        return confusion(weights, example -> example.isCalledPneumonia() ? Finding.PNEUMONIA : Finding.NORMAL);
    }

    private static double mean(double[] values, int[] weights) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            count += weights[i];
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private double share(Finding finding, int[] weights) {
        return mean(of(example -> example.finding() == finding ? 1 : 0), weights);
    }

    private Confusion confusion(int[] weights, Function<JudgedExample, Finding> decision) {
        return Confusion.of(examples, weights, decision);
    }
}
