package org.xraystream.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    @Test
    void isOneWithoutCases() {
        assertThat(Evidence.of(0, 0, 0.3)).isCloseTo(1, within(1e-9));
    }

    /** The bets of one throw: the mean of e / bound over the rates e above the bound. */
    @Test
    void growsWithAnErrorAndShrinksWithoutOne() {
        assertThat(Evidence.of(1, 1, 0.5)).isCloseTo(1.5, within(1e-9));
        assertThat(Evidence.of(0, 1, 0.5)).isCloseTo(0.5, within(1e-9));
        assertThat(Evidence.of(12, 12, 0.5)).isGreaterThan(400);
    }

    /** What makes it a fair bet: weighed by their chances, the outcomes of ten cases at the bound itself come to one. */
    @Test
    void isAFairBetAtTheBound() {
        double expected = 0;
        double ways = 1;
        for (int errors = 0; errors <= 10; errors++) {
            expected += ways * Math.pow(0.2, errors) * Math.pow(0.8, 10 - errors) * Evidence.of(errors, 10, 0.2);
            ways = ways * (10 - errors) / (errors + 1);
        }
        assertThat(expected).isCloseTo(1, within(1e-9));
    }

    @Test
    void seldomReachesAHundredWhereTheRateIsTheBoundHoweverOftenLookedAt() {
        var random = new SplittableRandom(1);
        int reached = 0;
        for (int run = 0; run < 2000; run++) {
            int errors = 0;
            boolean isReached = false;
            for (int cases = 1; cases <= 300 && !isReached; cases++) {
                boolean isError = random.nextDouble() < 0.2;
                errors += isError ? 1 : 0;
                isReached = isError && Evidence.of(errors, cases, 0.2) >= 100;
            }
            reached += isReached ? 1 : 0;
        }
        assertThat(reached).isBetween(1, 20);
    }

    @Test
    void staysANumberForManyCases() {
        assertThat(Evidence.of(10, 100_000, 0.5)).isBetween(0.0, 1e-9);
        assertThat(Evidence.of(600, 1000, 0.5)).isGreaterThan(1e6);
    }

    /** Clopper and Pearson: 0 of 10 at 2.5% is 1 - 0.025^(1/10). */
    @Test
    void saysHowFrequentErrorsMayBe() {
        assertThat(Evidence.mostRate(0, 10, 0.025)).isCloseTo(0.3085, within(1e-4));
        assertThat(Evidence.mostRate(3, 3, 0.025)).isEqualTo(1);
    }

    @Test
    void refusesMoreErrorsThanCases() {
        assertThatThrownBy(() -> Evidence.of(2, 1, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
