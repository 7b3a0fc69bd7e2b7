package org.xraystream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.Confusion;
import org.xraystream.evaluation.Estimates;
import org.xraystream.evaluation.Score;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.Thresholds;

/** What a physician wants to know first, in sentences. */
final class PlainWords {
    private final Report report;
    private final Estimates estimates;
    private final Scores scores;

    PlainWords(Report report) {
        this.report = report;
        this.estimates = report.results().estimates();
        this.scores = estimates.scores();
    }

    /** A question and its answer. */
    record Answer(String question, String answer) {}

    List<Answer> answers() {
        return List.of(
                new Answer("What was tested?", whatWasTested()),
                new Answer("How good is it?", howGood()),
                new Answer("How sure is that?", howSure()),
                new Answer("What does it get wrong?", whatItGetsWrong()),
                new Answer("What is left to a person?", whatIsLeft()));
    }

    private String whatWasTested() {
        String refused = report.refused().isEmpty()
                ? ""
                : " " + Figures.count(report.refused().size(), "picture was", "pictures were")
                        + " refused before the model saw anything of them; they are listed below and count in no figure.";
        return "Model " + report.manifest().version() + " read "
                + Figures.count(scores.examples(), "chest radiograph", "chest radiographs") + " of "
                + Figures.count(scores.children(), "child", "children") + " from " + report.tested() + ": " + truths()
                + ". What each shows was known from the data set and not told to the model." + refused;
    }

    private String truths() {
        List<String> parts = new ArrayList<>();
        parts.add(Figures.count(normals()) + " normal");
        parts.add(Figures.count(ill()) + " with pneumonia");
        long bacterial = shown(Truth.BACTERIAL_PNEUMONIA);
        long viral = shown(Truth.VIRAL_PNEUMONIA);
        String kinds = bacterial + viral == 0
                ? ", of which the kind is not told"
                : " (" + Figures.count(bacterial) + " bacterial, " + Figures.count(viral) + " viral)";
        return String.join(" and ", parts) + kinds;
    }

    private String howGood() {
        return "Where the model decided, it found "
                + Figures.withInterval(Score.DECIDED_SENSITIVITY, Score.DECIDED_SENSITIVITY.of(estimates))
                + " of the pneumonias (sensitivity) and called "
                + Figures.withInterval(Score.DECIDED_SPECIFICITY, Score.DECIDED_SPECIFICITY.of(estimates))
                + " of the normal radiographs normal (specificity). Were it made to decide on every radiograph, it would"
                + " find " + Figures.withInterval(Score.SENSITIVITY, Score.SENSITIVITY.of(estimates)) + " and call "
                + Figures.withInterval(Score.SPECIFICITY, Score.SPECIFICITY.of(estimates)) + " normal.";
    }

    private static String howSure() {
        return "The figures in brackets are 95% intervals: were the test repeated with as many other children of the same"
                + " hospital, 95 of 100 such tests would be expected to end within them. They say nothing about other"
                + " hospitals, devices or ages, where such models are known to do worse.";
    }

    private String whatItGetsWrong() {
        Confusion decided = scores.decided();
        int wrong = decided.falseNegatives() + decided.falsePositives();
        String shown = wrong == 0 ? "" : " The surest of these mistakes are shown below.";
        String kind = Score.BACTERIAL_AGAINST_VIRAL_AUC.of(estimates).isDefined()
                ? " As to the kind of pneumonia: given a bacterial and a viral one, it tells which is which "
                        + Figures.percent(scores.bacterialAgainstViralAuc())
                        + " of the time, where guessing would give 50%. Read its two kinds as a hint only."
                : "";
        return "It called " + Figures.part(decided.falseNegatives(), ill()) + " radiographs with pneumonia normal, and "
                + Figures.part(decided.falsePositives(), normals()) + " normal radiographs pneumonia." + shown + kind;
    }

    private String whatIsLeft() {
        Confusion decided = scores.decided();
        int left = scores.examples() - decided.total();
        int illLeft = ill() - decided.truePositives() - decided.falseNegatives();
        Thresholds thresholds = report.manifest().thresholds();
        return String.format(
                        Locale.ROOT,
                        "The model decides nothing where it gives pneumonia a probability from %.0f%% to below %.0f%%: ",
                        100 * thresholds.normalBelow(),
                        100 * thresholds.pneumoniaFrom())
                + Figures.part(left, scores.examples()) + " radiographs here, "
                + Figures.count(illLeft)
                + " of them with pneumonia. These a person must read first. All others a person"
                + " must confirm: this is not a medical device.";
    }

    private int ill() {
        return scores.forced().truePositives() + scores.forced().falseNegatives();
    }

    private int normals() {
        return scores.examples() - ill();
    }

    private long shown(Truth truth) {
        return report.results().judged().stream()
                .filter(judged -> judged.truth() == truth)
                .count();
    }
}
