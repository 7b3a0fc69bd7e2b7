package org.xraystream.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xraystream.evaluation.PairedScores;
import org.xraystream.evaluation.PairedScores.Difference;
import org.xraystream.event.ScoreComparison;

/** Results as they travel with a release. */
public final class ReleasedComparisons {

    private ReleasedComparisons() {}

    /** Every score of every set that its images define, in a fixed order. */
    public static List<ScoreComparison> of(Map<TestSet, PairedScores> results) {
        var comparisons = new ArrayList<ScoreComparison>();
        new TreeMap<>(results)
                .forEach((set, scores) -> PairedScores.SCORES.forEach(score -> {
                    Difference difference = scores.of(score);
                    if (!Double.isNaN(difference.value())) {
                        comparisons.add(new ScoreComparison(
                                set.name(),
                                score.key(),
                                difference.champion(),
                                difference.challenger(),
                                difference.interval().low(),
                                difference.interval().high(),
                                scores.cases()));
                    }
                }));
        return List.copyOf(comparisons);
    }
}
