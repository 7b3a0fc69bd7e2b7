package org.xraystream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SiteCalibrationTest {

    private static final Probabilities THREE_TO_ONE = new Probabilities(0.25, 0.5, 0.25);

    @Test
    void leavesAModelAloneWhereNothingIsKnown() {
        Probabilities comparable = SiteCalibration.NONE.comparable(THREE_TO_ONE);

        assertThat(comparable).isEqualTo(THREE_TO_ONE);
        assertThat(SiteCalibration.NONE.reported(comparable, 0.7)).isEqualTo(THREE_TO_ONE);
    }

    @Test
    void reportsLessWherePneumoniaIsRarer() {
        // Odds of 3 where half are ill are odds of 1/3 where one in ten is.
        Probabilities reported = new SiteCalibration(1, 0, 0.1).reported(THREE_TO_ONE, 0.5);

        assertThat(reported.pneumonia()).isCloseTo(0.25, within(1e-9));
        assertThat(reported.normal()).isCloseTo(0.75, within(1e-9));
        assertThat(reported.bacterial() / reported.viral()).isCloseTo(2, within(1e-9));
    }

    @Test
    void doesNotLetThePrevalenceMoveWhatIsComparedWithThresholds() {
        assertThat(new SiteCalibration(1, 0, 0.1).comparable(THREE_TO_ONE)).isEqualTo(THREE_TO_ONE);
    }

    @Test
    void movesLogOddsAlongItsLine() {
        Probabilities comparable = new SiteCalibration(2, Math.log(1 / 9.0), 0).comparable(THREE_TO_ONE);

        assertThat(comparable.pneumonia()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void staysANumberForAModelThatIsWhollySure() {
        Probabilities reported = new SiteCalibration(3, 1, 0.2).reported(new Probabilities(0, 1, 0), 0.5);

        assertThat(reported.pneumonia()).isCloseTo(1, within(1e-6));
        assertThat(reported.normal()).isNotNaN();
    }

    @Test
    void refusesWhatIsNoCalibration() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SiteCalibration(0, 0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new SiteCalibration(1, Double.NaN, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new SiteCalibration(1, 0, 1));
    }
}
