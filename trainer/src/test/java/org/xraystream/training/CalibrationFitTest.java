package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xraystream.dataset.Example;
import org.xraystream.model.Calibration;
import org.xraystream.model.Category;
import org.xraystream.model.Probabilities;

class CalibrationFitTest {

    @ParameterizedTest
    @CsvSource({"0.5, 0, 0.5", "1, 1.5, 3", "3, -1, 0.8"})
    void findsTheCalibrationThatTheTruthWasDrawnWith(double temperature, double offset, double kindTemperature) {
        var drawnWith = new Calibration(temperature, offset, kindTemperature, 0.5);
        Random random = new Random(1);
        Example drawn = TestExamples.patterns(1, 1).get(0);
        List<Example> examples = new ArrayList<>();
        List<float[]> logits = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            float[] answer = {
                (float) (3 * random.nextGaussian()),
                (float) (3 * random.nextGaussian()),
                (float) (3 * random.nextGaussian())
            };
            Probabilities honest = drawnWith.probabilities(answer);
            double lot = random.nextDouble();
            Category truth = lot < honest.normal()
                    ? Category.NORMAL
                    : lot < honest.normal() + honest.bacterial()
                            ? Category.BACTERIAL_PNEUMONIA
                            : Category.VIRAL_PNEUMONIA;
            examples.add(new Example("" + i, "" + i, truth, drawn.image()));
            logits.add(answer);
        }

        Calibration fitted = CalibrationFit.to(new Answers(examples, logits));

        assertThat(fitted.temperature()).isCloseTo(temperature, within(0.08 * temperature));
        assertThat(fitted.offset()).isCloseTo(offset, within(0.15));
        assertThat(fitted.kindTemperature()).isCloseTo(kindTemperature, within(0.1 * kindTemperature));
    }
}
