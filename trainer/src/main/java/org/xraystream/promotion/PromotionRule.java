package org.xraystream.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        long pneumonia = confusion.truePositives() + confusion.falseNegatives();
        long normal = confusion.trueNegatives() + confusion.falsePositives();
        if (pneumonia < leastCases || normal < leastCases) {
            return new Decision.Kept(String.format(
                    Locale.ROOT,
                    "too few held-out cases: %d normal and %d pneumonia, at least %d of each needed",
                    normal,
                    pneumonia,
                    leastCases));
        }
        List<String> comparisons = new ArrayList<>();
        boolean worse = fell("AUC", champion.auc(), challenger.auc(), aucMargin, comparisons)
                | fell(
                        "sensitivity",
                        champion.forced().sensitivity(),
                        challenger.forced().sensitivity(),
                        sensitivityMargin,
                        comparisons)
                | fell("log loss", -champion.logLoss(), -challenger.logLoss(), logLossMargin, comparisons);
        String reason =
                "on " + challenger.examples() + " held-out images: " + String.join(", ", comparisons);
        return worse ? new Decision.Kept("worse " + reason) : new Decision.Promoted("as good or better " + reason);
    }

    /** Notes both scores and says whether the challenger's is lower by more than the margin. */
    private static boolean fell(
            String name, double champion, double challenger, double margin, List<String> comparisons) {
        comparisons.add(String.format(
                Locale.ROOT, "%s %.4f (champion %.4f)", name, Math.abs(challenger), Math.abs(champion)));
        return !(challenger >= champion - margin);
    }
}
