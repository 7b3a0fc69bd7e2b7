package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class ShrunkCovarianceTest {

    @Test
    void isTheSampleCovarianceWhereSamplesAreMany() {
        RealMatrix covariance = ShrunkCovariance.of(samples(20_000));

        assertThat(covariance.getEntry(0, 0)).isCloseTo(1, within(0.05));
        assertThat(covariance.getEntry(1, 1)).isCloseTo(4, within(0.2));
        assertThat(covariance.getEntry(0, 1)).isCloseTo(1, within(0.1)).isEqualTo(covariance.getEntry(1, 0));
    }

    @Test
    void canBeInvertedWhereSamplesAreFewerThanValues() {
        RealMatrix covariance = ShrunkCovariance.of(samples(3));

        assertThat(new CholeskyDecomposition(covariance).getDeterminant()).isPositive();
    }

    /** Eight values, the first two correlated. */
    private static double[][] samples(int count) {
        Random random = new Random(1);
        double[][] samples = new double[count][8];
        for (double[] sample : samples) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = random.nextGaussian();
            }
            sample[1] = sample[0] + Math.sqrt(3) * sample[1];
        }
        return samples;
    }
}
