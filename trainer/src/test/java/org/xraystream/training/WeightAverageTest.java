package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {

    @Test
    void forgetsTheBeginningAndSmoothsTheEnd() {
        try (WeightAverage average = new WeightAverage(Nd4j.createFromArray(1000f), 50)) {
            for (int step = 0; step < 500; step++) {
                average.add(Nd4j.createFromArray(step % 2 == 0 ? 1f : 3f));
            }

            assertThat(average.weights().getFloat(0)).isCloseTo(2, within(0.05f));
        }
    }

    @Test
    void reachesBackAsFarAsItsTimeConstant() {
        try (WeightAverage average = new WeightAverage(Nd4j.createFromArray(0f), 50)) {
            for (int step = 0; step < 1000; step++) {
                average.add(Nd4j.createFromArray(0f));
            }
            for (int step = 0; step < 50; step++) {
                average.add(Nd4j.createFromArray(1f));
            }

            assertThat(average.weights().getFloat(0)).isCloseTo((float) (1 - Math.exp(-1)), within(0.01f));
        }
    }

    @Test
    void doesNotTouchTheWeights() {
        var weights = Nd4j.createFromArray(1f);
        try (WeightAverage average = new WeightAverage(weights, 2)) {
            average.add(Nd4j.createFromArray(5f));
        }

        assertThat(weights.getFloat(0)).isEqualTo(1);
    }
}
