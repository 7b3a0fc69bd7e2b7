package org.xraystream.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Says how far a score could be off by chance: the percentile bootstrap over whole children, since images of one child
 * are alike and images drawn singly would make every interval too narrow (Field and Welsh, "Bootstrapping Clustered
 * Data", Journal of the Royal Statistical Society B 69, 2007).
 *
 * <p>A resample is told as how often each case was drawn, so that what does not change from one to the next (above all
 * the order of the cases) is worked out once.
 */
public final class Bootstrap {
    private static final double TAIL = 0.025;

    /** The numbers of the cases of each child. */
    private final List<int[]> children;

    private final int cases;
    private final int resamples;
    private final long seed;

    /**
     * @param children names the patient of each case; the same in the same order gives the same intervals
     * @param resamples how often to draw; 1,000 are customary for intervals
     */
    public Bootstrap(List<String> children, int resamples, long seed) {
        if (resamples < 1) {
            throw new IllegalArgumentException("resamples: " + resamples + " given, at least 1 allowed");
        }
        Map<String, List<Integer>> byChild = IntStream.range(0, children.size())
                .boxed()
                .collect(Collectors.groupingBy(children::get, TreeMap::new, Collectors.toList()));
        this.children = byChild.values().stream()
                .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        this.cases = children.size();
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

    /** The 95% interval of one score. */
    public Interval interval(ToDoubleFunction<int[]> score) {
        return intervals(weights -> new double[] {score.applyAsDouble(weights)}).get(0);
    }

    /**
     * The 95% intervals of several scores over the same resamples. Resamples for which a score is not defined (of one
     * class only) do not count; where none is left, neither end is a number.
     *
     * @param scores always as many, of how often each case counts; called from all cores, must not keep the array
     */
    public List<Interval> intervals(Function<int[], double[]> scores) {
        var root = new SplittableRandom(seed);
        List<SplittableRandom> randoms =
                Stream.generate(root::split).limit(resamples).toList();
        List<double[]> drawn = randoms.parallelStream()
                .map(random -> scores.apply(draw(random)))
                .toList();
        List<Interval> intervals = new ArrayList<>();
        for (int score = 0; score < drawn.get(0).length; score++) {
            int of = score;
            double[] defined = drawn.stream()
                    .mapToDouble(all -> all[of])
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            intervals.add(new Interval(quantile(defined, TAIL), quantile(defined, 1 - TAIL)));
        }
        return intervals;
    }

    private int[] draw(SplittableRandom random) {
        int[] weights = new int[cases];
        for (int i = 0; i < children.size(); i++) {
            for (int number : children.get(random.nextInt(children.size()))) {
                weights[number]++;
            }
        }
        return weights;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
