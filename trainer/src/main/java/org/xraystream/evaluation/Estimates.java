package org.xraystream.evaluation;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All scores of a model on a set of examples, each with its 95% interval by child.
 *
 * @param scores without intervals
 * @param byName every score under its name in {@link Scores#byName}, also where it is not defined
 */
public record Estimates(Scores scores, SortedMap<String, Estimate> byName) {

    public Estimates {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /** Scores a thousand resamples on all cores: a second or two for thousands of images. */
    public static Estimates of(Collection<JudgedExample> examples) {
        var sample = new Sample(examples);
        Scores scores = sample.scores(sample.once());
        var intervals = sample.bootstrap().intervals(weights -> values(sample.scores(weights)));
        List<String> names = List.copyOf(scores.all().keySet());
        var byName = new TreeMap<String, Estimate>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), new Estimate(values(scores)[i], intervals.get(i)));
        }
        return new Estimates(scores, byName);
    }

    private static double[] values(Scores scores) {
        return scores.all().values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The score of this name. */
    public Estimate get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }
}
