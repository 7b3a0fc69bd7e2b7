package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {

    /** 2 of 12 coins or fewer: (1 + 12 + 66) / 4096, twice. */
    @Test
    void isTheExactProbabilityOfSoUnevenCoins() {
        assertThat(new McNemar(2, 10).pValue()).isCloseTo(2 * 79 / 4096.0, within(1e-12));
        assertThat(new McNemar(10, 2).pValue()).isEqualTo(new McNemar(2, 10).pValue());
    }

    @Test
    void isOneWhereTheyNeverOrEvenlyDisagree() {
        assertThat(new McNemar(0, 0).pValue()).isEqualTo(1);
        assertThat(new McNemar(3, 3).pValue()).isEqualTo(1);
    }
}
