package org.xraystream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    private static final float[] LOGITS = {0, (float) Math.log(2), (float) Math.log(5)};

    @Test
    void isTheSoftmaxAtTemperatureOne() {
        Probabilities probabilities = new Calibration(1).probabilities(LOGITS);

        assertThat(probabilities.normal()).isCloseTo(0.125, within(1e-7));
        assertThat(probabilities.bacterial()).isCloseTo(0.25, within(1e-7));
        assertThat(probabilities.viral()).isCloseTo(0.625, within(1e-7));
    }

    @Test
    void isLessSureAtAHigherTemperature() {
        assertThat(new Calibration(2).probabilities(LOGITS).viral()).isBetween(1 / 3.0, 0.5);
    }

    @Test
    void staysANumberForLogitsOfAnySize() {
        assertThat(new Calibration(0.5)
                        .probabilities(new float[] {-1e4f, 1e4f, 0})
                        .bacterial())
                .isEqualTo(1);
    }

    @Test
    void movesTheOddsOfPneumoniaByItsOffsetAndLeavesTheKindsTheirShares() {
        Probabilities probabilities = new Calibration(1, Math.log(1 / 7.0), 1, 0.5).probabilities(LOGITS);

        assertThat(probabilities.normal()).isCloseTo(0.5, within(1e-7));
        assertThat(probabilities.viral() / probabilities.bacterial()).isCloseTo(2.5, within(1e-6));
    }

    @Test
    void tellsTheKindsApartAsSurelyAsTheirOwnTemperatureSays() {
        Probabilities probabilities = new Calibration(1, 0, 1e6, 0.5).probabilities(LOGITS);

        assertThat(probabilities.pneumonia()).isCloseTo(0.875, within(1e-7));
        assertThat(probabilities.viral()).isCloseTo(probabilities.bacterial(), within(1e-5));
    }

    @Test
    void readsTheTemperatureThatOlderBundlesHaveAlone() throws IOException {
        var calibration = new ObjectMapper().readValue("{\"temperature\": 1.5}", Calibration.class);

        assertThat(calibration).isEqualTo(new Calibration(1.5));
    }

    @Test
    void refusesToReadACalibrationWithoutATemperature() {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> new ObjectMapper().readValue("{\"offset\": 0.5}", Calibration.class));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesATemperatureThatIsNone(double temperature) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(temperature));
    }
}
