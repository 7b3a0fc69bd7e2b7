package org.xraystream.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.xraystream.demo.Ledger.Observed;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.Scores;
import org.xraystream.report.TimelineChart.Line;

/**
 * A score of the latest scans, as it went over time.
 *
 * @param latest how many scans a point sums up
 * @param startNanos when time began, by {@link System#nanoTime()}
 */
record MovingScore(int latest, ToDoubleFunction<Scores> score, long startNanos) {

    private static final int STEP = 5;

    /** The line that these diagnoses draw, in the order in which they were seen. */
    Line line(String name, List<Observed> diagnoses) {
        List<Double> minutes = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int end = latest; end <= diagnoses.size(); end += STEP) {
            List<JudgedExample> judged = diagnoses.subList(end - latest, end).stream()
                    .flatMap(observed -> DemoSummary.judged(observed).stream())
                    .toList();
            double value = score.applyAsDouble(Evaluation.of(judged));
            if (!Double.isNaN(value)) {
                minutes.add(minute(diagnoses.get(end - 1)));
                values.add(value);
            }
        }
        return new Line(name, minutes, values);
    }

    /** When it was seen. */
    double minute(Observed observed) {
        return (observed.seenAtNanos() - startNanos) / 60e9;
    }
}
