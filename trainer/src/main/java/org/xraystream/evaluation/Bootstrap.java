package org.xraystream.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Says how far a score could be off by chance: the percentile bootstrap over whole children, since images of one child
 * are alike and images drawn singly would make every interval too narrow (Field and Welsh, "Bootstrapping Clustered
 * Data", Journal of the Royal Statistical Society B 69, 2007).
 *
 * @param <T> a case; for a paired comparison of two models, what both said of one image
 */
public final class Bootstrap<T> {
    private static final double TAIL = 0.025;

    private final List<List<T>> children;
    private final int resamples;
    private final long seed;

    /**
     * @param cases what to draw from; the same in the same order gives the same intervals
     * @param child names the patient of a case
     * @param resamples how often to draw; 1,000 are customary for intervals
     */
    public Bootstrap(List<T> cases, Function<T, String> child, int resamples, long seed) {
        if (resamples < 1) {
            throw new IllegalArgumentException("resamples: " + resamples + " given, at least 1 allowed");
        }
        this.children = List.copyOf(cases.stream()
                .collect(Collectors.groupingBy(child, TreeMap::new, Collectors.toUnmodifiableList()))
                .values());
        this.resamples = resamples;
        this.seed = seed;
    }

    /**
     * Where 95 of 100 such scores lie.
     *
     * @param low lower end
     * @param high upper end
     */
    public record Interval(double low, double high) {}

    /**
     * The 95% interval of a score. Resamples for which it is not defined (of one class only) do not count; where none is
     * left, neither end is a number.
     */
    public Interval interval(ToDoubleFunction<List<T>> score) {
        var random = new Random(seed);
        double[] scores = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            scores[i] = score.applyAsDouble(draw(random));
        }
        double[] defined = Arrays.stream(scores)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return new Interval(quantile(defined, TAIL), quantile(defined, 1 - TAIL));
    }

    private List<T> draw(Random random) {
        List<T> drawn = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            drawn.addAll(children.get(random.nextInt(children.size())));
        }
        return drawn;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
