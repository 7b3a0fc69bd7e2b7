package org.xraystream.evaluation;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Whether two models differ in how many of the same images they decide rightly: only the images on which they disagree
 * can tell (McNemar, "Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages",
 * Psychometrika 12, 1947). Images of one child count as independent here, so the bootstrap by child has the last word.
 *
 * @param onlyChampion images that only the champion decides rightly
 * @param onlyChallenger images that only the challenger decides rightly
 */
public record McNemar(int onlyChampion, int onlyChallenger) {

    /**
     * How likely it is, were both equally good, that they differ by so much or more, either way. Exact: how so many coins
     * fall; 1 where they never disagree.
     */
    public double pValue() {
        int disagreements = onlyChampion + onlyChallenger;
        var coins = new BinomialDistribution(disagreements, 0.5);
        return Math.min(1, 2 * coins.cumulativeProbability(Math.min(onlyChampion, onlyChallenger)));
    }
}
