package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void givesTheMedianAndTheSpread() {
        Measurement odd = Measurement.of("b", "c", "m", new double[] {3, 1, 2}, "s");
        Measurement even = Measurement.of("b", "c", "m", new double[] {4, 1, 2, 3}, "s");

        assertThat(odd.value()).isEqualTo(2);
        assertThat(odd.low()).isEqualTo(1);
        assertThat(odd.high()).isEqualTo(3);
        assertThat(even.value()).isEqualTo(2.5);
    }

    @Test
    void hasNoMedianOutsideOfItsSpread() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Measurement("b", "c", "m", 1, 2, 3, "s"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Measurement("b", "c", "m", 4, 2, 3, "s"));
    }

    @Test
    void comparesRoundByRound() {
        Measurement ratio = Measurement.ratio("b", "c", new double[] {10, 40}, new double[] {5, 10});

        assertThat(ratio.low()).isEqualTo(2);
        assertThat(ratio.high()).isEqualTo(4);
    }

    @Test
    void leavesBothEndsOutOfTheRate() {
        // Ten a second, after three that took ten seconds each and before one that did.
        long[] decided = {0, 10_000, 20_000, 30_000, 30_100, 30_200, 30_300, 30_400, 30_500, 40_500};

        assertThat(Rate.of(decided)).isCloseTo(10, within(1e-9));
    }
}
