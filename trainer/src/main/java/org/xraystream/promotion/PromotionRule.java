package org.xraystream.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xraystream.evaluation.PairedScores;
import org.xraystream.evaluation.PairedScores.Difference;
import org.xraystream.evaluation.Score;
import org.xraystream.service.settings.Settings;

/**
 * Decides whether a challenger may replace the champion, from what both said of the same images. The burden of proof is
 * the challenger's: on every set of images that is large enough, the 95% interval of each difference, by child, must
 * leave out that it is worse than the champion by a margin or more; it must not decide fewer images rightly by McNemar's
 * exact test; and it must keep two floors, however the champion does. A challenger that is merely as good is taken,
 * because it has seen more of this site. Why it is so, and how often it errs:
 * {@code docs/decisions/013-when-may-a-challenger-replace-the-champion.md}.
 *
 * <p>Pure and immutable.
 *
 * @param leastCases least number of images of normal and of pneumonia, each, on which a set is judged; without so many
 *     held out nothing is promoted, other sets are then only told of
 * @param aucMargin by how much the area under the ROC curve must not be lower
 * @param sensitivityMargin by how much the sensitivity at one half must not be lower; the figure itself instead of its
 *     interval where significantly more images are decided rightly
 * @param logLossMargin by how much the log loss must not be higher, in nats
 * @param leastSensitivity floor of the sensitivity at one half on held-out children
 * @param leastReferenceAccuracy floor of the accuracy at one half on the reference images, where there are any
 */
public record PromotionRule(
        int leastCases,
        double aucMargin,
        double sensitivityMargin,
        double logLossMargin,
        double leastSensitivity,
        double leastReferenceAccuracy) {

    private static final double LARGEST_LOG_LOSS_MARGIN = 100;

    /** Below this, chance does not explain that the challenger decides fewer images rightly. */
    private static final double SIGNIFICANT = 0.05;

    public PromotionRule {
        if (leastCases < 1) {
            throw new IllegalArgumentException("leastCases: " + leastCases + " given, at least 1 allowed");
        }
    }

    /**
     * The rule as the settings say: {@code promotion.least-cases} (default 25), {@code promotion.auc-margin} (0.02),
     * {@code promotion.sensitivity-margin} (0.05), {@code promotion.log-loss-margin} (0.05),
     * {@code promotion.least-sensitivity} (0.8), {@code promotion.least-reference-accuracy} (0.8).
     */
    public static PromotionRule from(Settings settings) {
        return new PromotionRule(
                settings.number("promotion.least-cases", 25, 1, Integer.MAX_VALUE),
                settings.decimal("promotion.auc-margin", 0.02, 0, 1),
                settings.decimal("promotion.sensitivity-margin", 0.05, 0, 1),
                settings.decimal("promotion.log-loss-margin", 0.05, 0, LARGEST_LOG_LOSS_MARGIN),
                settings.decimal("promotion.least-sensitivity", 0.8, 0, 1),
                settings.decimal("promotion.least-reference-accuracy", 0.8, 0, 1));
    }

    /** Compares the two; a set that is missing has no images. */
    public Decision decide(Map<TestSet, PairedScores> results) {
        PairedScores heldOut = results.get(TestSet.HELD_OUT);
        if (heldOut == null || !isEnough(heldOut)) {
            return new Decision.Kept(String.format(
                    Locale.ROOT,
                    "too few cases: %s of held-out children, at least %d of each needed",
                    heldOut == null ? "no scan" : counts(heldOut),
                    leastCases));
        }
        var checks = new ArrayList<Check>();
        var notJudged = new ArrayList<String>();
        new TreeMap<>(results).forEach((set, scores) -> {
            if (isEnough(scores)) {
                checks.addAll(checks(set, scores));
            } else {
                notJudged.add("not judged, being too few: " + counts(scores) + " " + set.inWords());
            }
        });
        floors(results).forEach(checks::add);
        boolean allHold = checks.stream().allMatch(Check::holds);
        String told = checks.stream()
                .filter(check -> allHold || !check.holds())
                .map(Check::inWords)
                .collect(Collectors.joining("; "));
        String rest = notJudged.stream().map(words -> "; " + words).collect(Collectors.joining());
        return allHold ? new Decision.Promoted("no worse: " + told + rest) : new Decision.Kept(told + rest);
    }

    private boolean isEnough(PairedScores scores) {
        return Math.min(scores.normals(), scores.pneumonias()) >= leastCases;
    }

    private static String counts(PairedScores scores) {
        return scores.normals() + " normal and " + scores.pneumonias() + " pneumonia";
    }

    private List<Check> checks(TestSet set, PairedScores scores) {
        String on = " on " + scores.cases() + " " + set.inWords();
        return List.of(
                notLower("AUC", scores.of(Score.AUC), aucMargin, on),
                notLessSensitive(scores, on),
                notHigher("log loss", scores.of(Score.LOG_LOSS), logLossMargin, on),
                notFewerRight(scores, on));
    }

    private static Check notLower(String name, Difference difference, double margin, String on) {
        boolean holds = difference.interval().low() >= -margin;
        return new Check(
                holds,
                inWords(name, difference, on)
                        + (holds ? "" : String.format(Locale.ROOT, ", may be lower by more than %.4f", margin)));
    }

    /**
     * A champion that calls everything ill misses nothing, and any better one misses something. So a loss that is itself
     * within the margin is also allowed to one that decides more images rightly than chance explains.
     */
    private Check notLessSensitive(PairedScores scores, String on) {
        Difference difference = scores.of(Score.SENSITIVITY);
        Check check = notLower("sensitivity", difference, sensitivityMargin, on);
        boolean isPaidFor = difference.value() >= -sensitivityMargin
                && scores.mcNemar().onlyChallenger() > scores.mcNemar().onlyChampion()
                && scores.mcNemar().pValue() < SIGNIFICANT;
        return check.holds() || !isPaidFor
                ? check
                : new Check(true, inWords("sensitivity", difference, on) + ", with more images decided rightly");
    }

    private static Check notHigher(String name, Difference difference, double margin, String on) {
        boolean holds = difference.interval().high() <= margin;
        return new Check(
                holds,
                inWords(name, difference, on)
                        + (holds ? "" : String.format(Locale.ROOT, ", may be higher by more than %.4f", margin)));
    }

    private static String inWords(String name, Difference difference, String on) {
        return String.format(
                Locale.ROOT,
                "%s %.4f%s (champion %.4f, difference %+.4f, 95%% %+.4f to %+.4f)",
                name,
                difference.challenger(),
                on,
                difference.champion(),
                difference.value(),
                difference.interval().low(),
                difference.interval().high());
    }

    private static Check notFewerRight(PairedScores scores, String on) {
        int lost = scores.mcNemar().onlyChampion();
        int won = scores.mcNemar().onlyChallenger();
        double chance = scores.mcNemar().pValue();
        return new Check(
                lost <= won || chance >= SIGNIFICANT,
                String.format(
                        Locale.ROOT,
                        "accuracy %.4f%s (champion %.4f: %d decided rightly by it alone, %d by the challenger alone,"
                                + " McNemar p %.3f)",
                        scores.of(Score.ACCURACY).challenger(),
                        on,
                        scores.of(Score.ACCURACY).champion(),
                        lost,
                        won,
                        chance));
    }

    private List<Check> floors(Map<TestSet, PairedScores> results) {
        var floors = new ArrayList<Check>();
        floor(results, TestSet.HELD_OUT, Score.SENSITIVITY, leastSensitivity).ifPresent(floors::add);
        floor(results, TestSet.REFERENCE, Score.ACCURACY, leastReferenceAccuracy)
                .ifPresent(floors::add);
        return floors;
    }

    private static Optional<Check> floor(Map<TestSet, PairedScores> results, TestSet set, Score score, double floor) {
        return Optional.ofNullable(results.get(set)).map(scores -> {
            double reached = scores.of(score).challenger();
            return new Check(
                    reached >= floor,
                    String.format(
                            Locale.ROOT,
                            "%s %.4f on %d %s, floor %.4f",
                            score.title().toLowerCase(Locale.ROOT),
                            reached,
                            scores.cases(),
                            set.inWords(),
                            floor));
        });
    }

    /** One thing that must hold. */
    private record Check(boolean holds, String inWords) {}
}
