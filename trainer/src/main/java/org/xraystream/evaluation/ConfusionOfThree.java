package org.xraystream.evaluation;

import java.util.Arrays;
import java.util.List;
import org.xraystream.model.Category;

/**
 * The most probable category counted against the true one.
 *
 * @param counts a row for each true category, a column for each most probable one, both in the order of
 *     {@link Category}; all zero where the kind of some pneumonia is unknown
 */
public record ConfusionOfThree(List<List<Integer>> counts) {
    static final ConfusionOfThree EMPTY = of(List.of(), new int[0]);

    /** @param weights how often each example counts */
    static ConfusionOfThree of(List<JudgedExample> examples, int[] weights) {
        int categories = Category.values().length;
        Integer[][] counts = new Integer[categories][categories];
        for (Integer[] row : counts) {
            Arrays.fill(row, 0);
        }
        for (int i = 0; i < weights.length; i++) {
            JudgedExample example = examples.get(i);
            int truth = example.truth().category().orElseThrow().index();
            counts[truth][example.mostProbable().index()] += weights[i];
        }
        return new ConfusionOfThree(Arrays.stream(counts).map(List::of).toList());
    }

    /** How many of one category were called another, or the same. */
    public int count(Category truth, Category called) {
        return counts.get(truth.index()).get(called.index());
    }

    /** Share of the examples whose most probable category is the true one; not a number where there are none. */
    public double accuracy() {
        int right = 0;
        int all = 0;
        for (Category truth : Category.values()) {
            right += count(truth, truth);
            all += counts.get(truth.index()).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
        return all == 0 ? Double.NaN : (double) right / all;
    }
}
