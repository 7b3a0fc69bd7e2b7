package org.xraystream.quality;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether a new champion is taken back because it decides wrongly more often than its predecessor: more missed
 * pneumonias among children with pneumonia, or more false alarms among children without. A scan left uncertain goes to a
 * person and is not decided wrongly.
 *
 * <p>Two comparisons are made for either kind. Of the scans that both read, those count on which only one was wrong: of
 * an equal champion they are a fair coin's throws. And the champion's share of wrong decisions is held against what the
 * predecessor's may have been at most before, plus the margin; but where the scans that both read do not show it (at
 * least {@value #FEWEST_BOTH} of them), the site has changed and not the model. Both may be looked at after each label
 * ({@link Evidence}); each of the four has a quarter of the risk.
 *
 * <p>Pure and immutable. Figures: {@code docs/decisions/014-when-is-a-champion-taken-back.md}.
 *
 * @param risk probability that a champion no worse than its predecessor is ever taken back
 * @param margin a rise of the share of wrong decisions up to which the champion is left in force
 */
record RollbackRule(double risk, double margin) {

    private static final int COMPARISONS = 4;
    private static final int FEWEST_BOTH = 5;
    private static final double FAIR_COIN = 0.5;

    RollbackRule {
        if (!(risk > 0 && risk < 1) || !(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException(
                    "risk, margin: " + risk + ", " + margin + " given, 0 < risk < 1 and 0 <= margin < 1 allowed");
        }
    }

    /**
     * The evidence for taking the champion back, in words and numbers; empty if it stays.
     *
     * @param pneumonias on scans labelled pneumonia
     * @param normals on scans labelled normal
     */
    Optional<String> reasonAgainst(Standing pneumonias, Standing normals) {
        return Stream.of(
                        pairedReason("missed", "pneumonias", pneumonias),
                        pairedReason("called ill", "normals", normals),
                        unpairedReason("missed", "pneumonias", pneumonias),
                        unpairedReason("called ill", "normals", normals))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> pairedReason(String wronged, String cases, Standing standing) {
        long oneWrong = standing.onlyChampionWrong() + standing.onlyPredecessorWrong();
        double needed = COMPARISONS / risk;
        double evidence = Evidence.of(standing.onlyChampionWrong(), oneWrong, FAIR_COIN);
        if (evidence < needed || standing.rise() <= margin) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "of %d labelled %s that both read it alone %s %d, its predecessor alone %d (evidence %.0f : 1, %.0f : 1 needed)",
                standing.both(),
                cases,
                wronged,
                standing.onlyChampionWrong(),
                standing.onlyPredecessorWrong(),
                evidence,
                needed));
    }

    private Optional<String> unpairedReason(String wronged, String cases, Standing standing) {
        // Half the risk is that the predecessor was worse than it seems, half that the champion is better.
        double halfRisk = risk / COMPARISONS / 2;
        double bound = Evidence.mostRate(standing.predecessorWrong(), standing.predecessor(), halfRisk) + margin;
        if (bound >= 1 || bound <= 0 || (standing.both() >= FEWEST_BOTH && standing.rise() <= margin)) {
            return Optional.empty();
        }
        double evidence = Evidence.of(standing.championWrong(), standing.champion(), bound);
        if (evidence < 1 / halfRisk) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "of %d labelled %s it %s %d, its predecessor %d of %d before, at most %.1f%%,"
                        + " and %.1f points more are allowed (evidence %.0f : 1, %.0f : 1 needed)",
                standing.champion(),
                cases,
                wronged,
                standing.championWrong(),
                standing.predecessorWrong(),
                standing.predecessor(),
                100 * (bound - margin),
                100 * margin,
                evidence,
                1 / halfRisk));
    }
}
