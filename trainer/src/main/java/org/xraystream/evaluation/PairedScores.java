package org.xraystream.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.xraystream.evaluation.Bootstrap.Interval;

/**
 * Two models judged on the very same images: each score of both, and how far their difference could be off by chance.
 * Paired, since what makes an image hard makes it hard for both: the difference is known far better than either score.
 *
 * @param normals images without pneumonia
 * @param pneumonias images with it
 * @param differences by score, those of {@link #SCORES}; not a number where the images do not define the score
 * @param mcNemar of the decisions at one half
 */
public record PairedScores(int normals, int pneumonias, Map<Score, Difference> differences, McNemar mcNemar) {

    /** What two models are compared by, decisions being made at one half. */
    public static final List<Score> SCORES =
            List.of(Score.AUC, Score.ACCURACY, Score.SENSITIVITY, Score.SPECIFICITY, Score.LOG_LOSS);

    public PairedScores {
        differences = Collections.unmodifiableMap(new EnumMap<>(differences));
    }

    /**
     * One score of both.
     *
     * @param interval 95% interval, by child, of challenger - champion
     */
    public record Difference(double champion, double challenger, Interval interval) {
        /** By how much the challenger's is higher. */
        public double value() {
            return challenger - champion;
        }
    }

    /**
     * Compares, with a thousand resamples of the children.
     *
     * @param challenger what it says of the same images in the same order
     * @throws IllegalArgumentException if they are not the same images
     */
    public static PairedScores of(List<JudgedExample> champion, List<JudgedExample> challenger) {
        requireSame(champion, challenger);
        var one = new Sample(champion);
        var other = new Sample(challenger);
        double[] ofChampion = one.compared(one.once());
        double[] ofChallenger = other.compared(other.once());
        List<Interval> intervals =
                one.bootstrap().intervals(weights -> minus(other.compared(weights), one.compared(weights)));
        var differences = new EnumMap<Score, Difference>(Score.class);
        for (int i = 0; i < SCORES.size(); i++) {
            differences.put(SCORES.get(i), new Difference(ofChampion[i], ofChallenger[i], intervals.get(i)));
        }
        int pneumonias =
                (int) champion.stream().filter(JudgedExample::isPneumonia).count();
        return new PairedScores(
                champion.size() - pneumonias,
                pneumonias,
                differences,
                new McNemar(rightOnlyIn(champion, challenger), rightOnlyIn(challenger, champion)));
    }

    private static void requireSame(List<JudgedExample> champion, List<JudgedExample> challenger) {
        boolean same = champion.size() == challenger.size()
                && IntStream.range(0, champion.size())
                        .allMatch(i ->
                                champion.get(i).child().equals(challenger.get(i).child())
                                        && champion.get(i).truth()
                                                == challenger.get(i).truth());
        if (!same) {
            throw new IllegalArgumentException("challenger: judged other images than the champion, the same needed");
        }
    }

    private static double[] minus(double[] from, double[] what) {
        return IntStream.range(0, from.length)
                .mapToDouble(i -> from[i] - what[i])
                .toArray();
    }

    private static int rightOnlyIn(List<JudgedExample> one, List<JudgedExample> other) {
        return (int) IntStream.range(0, one.size())
                .filter(i -> isRight(one.get(i)) && !isRight(other.get(i)))
                .count();
    }

    private static boolean isRight(JudgedExample judged) {
        return judged.isCalledPneumonia() == judged.isPneumonia();
    }

    /** All images. */
    public int cases() {
        return normals + pneumonias;
    }

    /** This score of both. */
    public Difference of(Score score) {
        Difference difference = differences.get(score);
        if (difference == null) {
            throw new IllegalArgumentException("score: " + score + " given, one of " + SCORES + " needed");
        }
        return difference;
    }
}
