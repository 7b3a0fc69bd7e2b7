package org.xraystream.promotion;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xraystream.evaluation.Scores;

/**
 * Decides whether a challenger replaces the champion, from the scores of both on the same held-out examples: enough
 * cases, and not worse than the champion by more than a margin in any of three scores. A challenger that is merely as
 * good is taken, because it has seen more of this site.
 *
 * <p>Pure and immutable.
 *
 * @param leastCases least number of held-out images of normal and of pneumonia, each
 * @param aucMargin most that the area under the ROC curve may fall
 * @param sensitivityMargin most that the sensitivity at one half may fall
 * @param logLossMargin most that the log loss may rise, in nats
 */
public record PromotionRule(int leastCases, double aucMargin, double sensitivityMargin, double logLossMargin) {

    public PromotionRule {
        if (leastCases < 1) {
            throw new IllegalArgumentException("leastCases: " + leastCases + " given, at least 1 allowed");
        }
    }

    /** What was decided, with the reason in words and numbers. */
    public sealed interface Decision {
        String reason();

        /** The challenger becomes champion. */
        record Promoted(String reason) implements Decision {}

        /** The champion stays. */
        record Kept(String reason) implements Decision {}
    }

    /** Compares the two. */
    public Decision decide(Scores champion, Scores challenger) {
        var confusion = challenger.forced();
        int pneumonia = confusion.truePositives() + confusion.falseNegatives();
        int normal = confusion.trueNegatives() + confusion.falsePositives();
        if (pneumonia < leastCases || normal < leastCases) {
            return new Decision.Kept(String.format(
                    Locale.ROOT,
                    "too few held-out cases: %d normal and %d pneumonia, at least %d of each needed",
                    normal,
                    pneumonia,
                    leastCases));
        }
        List<Comparison> comparisons = List.of(
                new Comparison("AUC", champion.auc(), challenger.auc(), aucMargin),
                new Comparison(
                        "sensitivity",
                        champion.forced().sensitivity(),
                        challenger.forced().sensitivity(),
                        sensitivityMargin),
                new Comparison("log loss", -champion.logLoss(), -challenger.logLoss(), logLossMargin));
        String reason = "on " + challenger.examples() + " held-out images: "
                + comparisons.stream().map(Comparison::inWords).collect(Collectors.joining(", "));
        return comparisons.stream().allMatch(Comparison::holds)
                ? new Decision.Promoted("as good or better " + reason)
                : new Decision.Kept("worse " + reason);
    }

    /** One score of both, more being better. */
    private record Comparison(String name, double champion, double challenger, double margin) {

        boolean holds() {
            return challenger >= champion - margin;
        }

        String inWords() {
            return String.format(
                    Locale.ROOT, "%s %.4f (champion %.4f)", name, Math.abs(challenger), Math.abs(champion));
        }
    }
}
