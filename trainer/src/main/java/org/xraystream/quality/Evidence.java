package org.xraystream.quality;

import org.apache.commons.math3.special.Beta;

/**
 * How strongly cases speak for an error being more frequent than a bound: the factor by which the fortune of a gambler
 * grows who bets on that at fair odds, spreading the bets evenly over all rates above the bound. Where the rate is not
 * above the bound, the fortune is a supermartingale, so the probability that it ever reaches F, looked at after each case
 * for as long as one likes, is at most 1 / F (J. Ville, "Étude critique de la notion de collectif", 1939; H. Robbins,
 * "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical Statistics 41, 1970; A.
 * Ramdas et al., "Game-theoretic statistics and safe anytime-valid inference", Statistical Science 38, 2023). It is
 * Wald's sequential probability ratio test with a mixture in place of the one alternative.
 */
final class Evidence {

    private Evidence() {}

    /**
     * The factor: 1 without cases, less than 1 where they speak against it.
     *
     * @param errors among the cases
     * @param bound between 0 and 1, both excluded
     */
    static double of(long errors, long cases, double bound) {
        if (errors < 0 || errors > cases || !(bound > 0 && bound < 1)) {
            throw new IllegalArgumentException("errors, cases, bound: " + errors + ", " + cases + ", " + bound
                    + " given, 0 <= errors <= cases and 0 < bound < 1 allowed");
        }
        double right = cases - errors + 1.0;
        double wrong = errors + 1.0;
        double logOfRatios = Beta.logBeta(wrong, right)
                + Math.log(Beta.regularizedBeta(1 - bound, right, wrong))
                - errors * Math.log(bound)
                - (right - 1) * Math.log1p(-bound);
        return Math.exp(logOfRatios) / (1 - bound);
    }

    /**
     * The rate that is exceeded with a probability of at most {@code risk}, by the exact interval (C. J. Clopper, E. S.
     * Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934).
     */
    static double mostRate(long errors, long cases, double risk) {
        if (errors == cases) {
            return 1;
        }
        return new org.apache.commons.math3.distribution.BetaDistribution(null, errors + 1.0, (double) cases - errors)
                .inverseCumulativeProbability(1 - risk);
    }
}
