package org.xraystream.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xraystream.evaluation.Confusion;
import org.xraystream.evaluation.Estimate;
import org.xraystream.evaluation.Estimates;
import org.xraystream.evaluation.EvaluatedSet;
import org.xraystream.evaluation.Score;
import org.xraystream.evaluation.Scores;
import org.xraystream.evaluation.Subgroup;
import org.xraystream.model.Category;
import org.xraystream.model.Finding;

/**
 * The scores of a model on labelled images as {@code train} and {@code evaluate} print them, each with the interval in
 * which it would lie for 95 of 100 such samples of children.
 *
 * <p>As an object: {@code images}, {@code children}, {@code undecided} (counts); {@code scores}, each score of
 * {@link Score} by its key with {@code value}, {@code low} and {@code high}, null where it is not defined. Keys without a
 * prefix decide every image from a probability of one half; those with {@code decided.} are the model's own decisions.
 * {@code confusion} and {@code decidedConfusion} count the two; {@code confusionOfThree} counts the most probable category
 * within each true one; {@code subgroups} has for each part {@code by}, {@code name}, {@code images}, {@code children} and
 * {@code scores}. Keys may be added, none is taken away.
 */
final class ScoreReport {
    static final Table TABLE = Table.of(
            new Table.Column("SCORE", 24),
            new Table.Column("VALUE", 9),
            new Table.Column("95% INTERVAL", 16),
            new Table.Column("MEANING", 0));

    private final EvaluatedSet results;
    private final Scores scores;

    ScoreReport(EvaluatedSet results) {
        this.results = results;
        this.scores = results.estimates().scores();
    }

    /** How many images were scored. */
    int images() {
        return scores.examples();
    }

    /** How many of the images the model leaves to a person. */
    long undecided() {
        return results.judged().stream()
                .filter(example -> example.finding() == Finding.UNCERTAIN)
                .count();
    }

    /** What programs see, to be added to. */
    Map<String, Object> asObject() {
        var object = new LinkedHashMap<String, Object>();
        object.put("images", images());
        object.put("children", scores.children());
        object.put("undecided", undecided());
        object.put("scores", asObject(results.estimates()));
        object.put("confusion", asObject(scores.forced()));
        object.put("decidedConfusion", asObject(scores.decided()));
        object.put("confusionOfThree", confusionOfThree());
        object.put(
                "subgroups",
                results.subgroups().stream().map(ScoreReport::asObject).toList());
        return object;
    }

    private static Map<String, Object> asObject(Estimates estimates) {
        var object = new LinkedHashMap<String, Object>();
        Score.inOrder().forEach(score -> object.put(score.key(), asObject(score.of(estimates))));
        return object;
    }

    private static Map<String, @Nullable Double> asObject(Estimate estimate) {
        var object = new LinkedHashMap<String, @Nullable Double>();
        object.put("value", orNull(estimate.value()));
        object.put("low", orNull(estimate.interval().low()));
        object.put("high", orNull(estimate.interval().high()));
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

    private Map<String, Map<String, Integer>> confusionOfThree() {
        var object = new LinkedHashMap<String, Map<String, Integer>>();
        for (Category truth : Category.values()) {
            var row = new LinkedHashMap<String, Integer>();
            Arrays.stream(Category.values())
                    .forEach(called ->
                            row.put(called.name(), scores.confusionOfThree().count(truth, called)));
            object.put(truth.name(), row);
        }
        return object;
    }

    private static Map<String, Object> asObject(Subgroup subgroup) {
        var object = new LinkedHashMap<String, Object>();
        object.put("by", subgroup.by().name());
        object.put("name", subgroup.name());
        object.put("images", subgroup.estimates().scores().examples());
        object.put("children", subgroup.estimates().scores().children());
        object.put("scores", asObject(subgroup.estimates()));
        return object;
    }

    /** What people see: how many images, then a row for each score, then one for each subgroup. */
    List<List<String>> asRows() {
        var rows = new ArrayList<List<String>>();
        rows.add(count("images", images(), "scored, of " + scores.children() + " children"));
        Score.inOrder().forEach(score -> rows.add(row(score.key(), score.of(results.estimates()), score.meaning())));
        results.subgroups().forEach(subgroup -> rows.add(row(subgroup)));
        return rows;
    }

    /** One score of a part: what its images define, from one half. */
    private static List<String> row(Subgroup subgroup) {
        Scores of = subgroup.estimates().scores();
        Score score = Double.isNaN(of.forced().sensitivity())
                ? Score.SPECIFICITY
                : Double.isNaN(of.forced().specificity()) ? Score.SENSITIVITY : Score.AUC;
        return row(
                "  " + score.key(),
                score.of(subgroup.estimates()),
                "of " + of.examples() + " images of " + of.children() + " children, "
                        + subgroup.by().name().toLowerCase(Locale.ROOT) + " " + subgroup.name());
    }

    /** A row that counts something. */
    static List<String> count(String what, int count, String meaning) {
        return List.of(what, Integer.toString(count), "", meaning);
    }

    /** A row with a figure that has no interval. */
    static List<String> row(String name, double value, String meaning) {
        return List.of(name, figure(value), "", meaning);
    }

    private static List<String> row(String name, Estimate estimate, String meaning) {
        String interval = Double.isNaN(estimate.interval().low())
                ? ""
                : figure(estimate.interval().low()) + " to "
                        + figure(estimate.interval().high());
        return List.of(name, figure(estimate.value()), interval, meaning);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.4f", value);
    }
}
