package org.xraystream.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.xraystream.evaluation.Bootstrap;
import org.xraystream.evaluation.Bootstrap.Interval;
import org.xraystream.evaluation.Confusion;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.Finding;

/**
 * The scores of a model on labelled images as {@code train} and {@code evaluate} print them, each with the interval in
 * which it would lie for 95 of 100 such samples of children.
 */
final class ScoreReport {
    static final Table TABLE = Table.of(
            new Table.Column("SCORE", 19),
            new Table.Column("VALUE", 9),
            new Table.Column("95% INTERVAL", 16),
            new Table.Column("MEANING", 0));

    private static final int RESAMPLES = 1000;
    private static final long SEED = 1;

    private static final List<Score> SCORES = List.of(
            new Score("auc", "area under the ROC curve of the probability of pneumonia", Evaluation::auc),
            new Score("logLoss", "mean -ln of the probability given to the truth", Evaluation::logLoss),
            new Score(
                    "accuracy",
                    "right of all, calling it pneumonia from a probability of one half",
                    judged -> Evaluation.forced(judged).accuracy()),
            new Score(
                    "sensitivity",
                    "pneumonias found of all pneumonias, from one half",
                    judged -> Evaluation.forced(judged).sensitivity()),
            new Score(
                    "specificity",
                    "normals found normal of all normals, from one half",
                    judged -> Evaluation.forced(judged).specificity()),
            new Score("undecided", "share left to a person by the model's own thresholds", Evaluation::undecided),
            new Score(
                    "decided.accuracy",
                    "right where the model decides",
                    judged -> Evaluation.decided(judged).accuracy()),
            new Score(
                    "decided.sensitivity",
                    "pneumonias found where the model decides",
                    judged -> Evaluation.decided(judged).sensitivity()),
            new Score(
                    "decided.specificity",
                    "normals found normal where the model decides",
                    judged -> Evaluation.decided(judged).specificity()));

    private final List<JudgedExample> judged;
    private final List<Line> lines;

    /** Scores what a model said; draws the intervals on all cores, which takes seconds for thousands of images. */
    ScoreReport(List<JudgedExample> judged) {
        this.judged = List.copyOf(judged);
        var bootstrap = new Bootstrap<>(this.judged, JudgedExample::child, RESAMPLES, SEED);
        this.lines = SCORES.parallelStream()
                .map(score -> new Line(score, score.of().applyAsDouble(this.judged), bootstrap.interval(score.of())))
                .toList();
    }

    private record Score(String name, String meaning, ToDoubleFunction<List<JudgedExample>> of) {}

    private record Line(Score score, double value, Interval interval) {}

    /** How many images were scored. */
    int images() {
        return judged.size();
    }

    /** How many children they show. */
    long children() {
        return judged.stream().map(JudgedExample::child).distinct().count();
    }

    /** How many of the images the model leaves to a person. */
    long undecided() {
        return judged.stream()
                .filter(example -> example.finding() == Finding.UNCERTAIN)
                .count();
    }

    /** What programs see, to be added to; a score that these images do not define is null. */
    Map<String, Object> asObject() {
        var scores = new LinkedHashMap<String, Object>();
        lines.forEach(line -> scores.put(line.score().name(), asObject(line)));
        var object = new LinkedHashMap<String, Object>();
        object.put("images", images());
        object.put("children", children());
        object.put("undecided", undecided());
        object.put("scores", scores);
        object.put("confusion", asObject(Evaluation.forced(judged)));
        object.put("decidedConfusion", asObject(Evaluation.decided(judged)));
        return object;
    }

    private static Map<String, @Nullable Double> asObject(Line line) {
        var object = new LinkedHashMap<String, @Nullable Double>();
        object.put("value", orNull(line.value()));
        object.put("low", orNull(line.interval().low()));
        object.put("high", orNull(line.interval().high()));
        return object;
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static Map<String, Integer> asObject(Confusion confusion) {
        var object = new LinkedHashMap<String, Integer>();
        object.put("truePositives", confusion.truePositives());
        object.put("falsePositives", confusion.falsePositives());
        object.put("trueNegatives", confusion.trueNegatives());
        object.put("falseNegatives", confusion.falseNegatives());
        return object;
    }

    /** What people see: how many images, then a row for each score. */
    List<List<String>> asRows() {
        var rows = new ArrayList<List<String>>();
        rows.add(count("images", images(), "scored, of " + children() + " children"));
        lines.forEach(line -> rows.add(List.of(
                line.score().name(),
                figure(line.value()),
                Double.isNaN(line.interval().low())
                        ? ""
                        : figure(line.interval().low()) + " to "
                                + figure(line.interval().high()),
                line.score().meaning())));
        return rows;
    }

    /** A row that counts something. */
    static List<String> count(String what, int count, String meaning) {
        return List.of(what, Integer.toString(count), "", meaning);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.4f", value);
    }
}
