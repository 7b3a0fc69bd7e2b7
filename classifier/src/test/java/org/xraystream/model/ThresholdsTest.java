package org.xraystream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    @ParameterizedTest
    @CsvSource({"0, NORMAL", "0.29, NORMAL", "0.3, UNCERTAIN", "0.69, UNCERTAIN", "0.7, PNEUMONIA", "1, PNEUMONIA"})
    void decidesOutsideTheBandOnly(double pneumonia, Finding finding) {
        Probabilities probabilities = new Probabilities(1 - pneumonia, 0, pneumonia);

        assertThat(new Thresholds(0.3, 0.7).finding(probabilities)).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0.5", "-0.1, 0.5", "0.5, 1.1", "NaN, 0.5", "0.5, NaN"})
    void refusesABandThatIsNone(double normalBelow, double pneumoniaFrom) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Thresholds(normalBelow, pneumoniaFrom));
    }

    @Test
    void mayDecideAlways() {
        Thresholds always = new Thresholds(0.5, 0.5);

        assertThat(always.finding(new Probabilities(0.5, 0.5, 0))).isEqualTo(Finding.PNEUMONIA);
        assertThat(always.finding(new Probabilities(0.51, 0.49, 0))).isEqualTo(Finding.NORMAL);
    }
}
