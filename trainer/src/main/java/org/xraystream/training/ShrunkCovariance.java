package org.xraystream.training;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Estimates a covariance that can be inverted, however few the samples are: the sample covariance, drawn towards the
 * identity times its mean variance by as much as it is likely to be wrong (Ledoit and Wolf, "A Well-Conditioned Estimator
 * for Large-Dimensional Covariance Matrices", Journal of Multivariate Analysis 2004).
 */
final class ShrunkCovariance {

    private ShrunkCovariance() {}

    /** The covariance of samples whose mean is zero, one a row. */
    static RealMatrix of(double[][] samples) {
        int size = samples[0].length;
        double[][] covariance = products(samples, size);
        double variance = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            variance += covariance[i][i] / size;
            for (int j = 0; j < size; j++) {
                squares += covariance[i][j] * covariance[i][j];
            }
        }
        double spread = squares - variance * variance * size;
        double error = (meanFourthPower(samples) - squares) / samples.length;
        double shrinkage = spread > 0 ? Math.max(0, Math.min(1, error / spread)) : 1;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                covariance[i][j] = (1 - shrinkage) * covariance[i][j] + (i == j ? shrinkage * variance : 0);
            }
        }
        return new Array2DRowRealMatrix(covariance, false);
    }

    private static double[][] products(double[][] samples, int size) {
        double[][] products = new double[size][size];
        for (double[] sample : samples) {
            for (int i = 0; i < size; i++) {
                double[] row = products[i];
                double value = sample[i] / samples.length;
                for (int j = 0; j <= i; j++) {
                    row[j] += value * sample[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    /** The mean of the samples' lengths to the fourth power. */
    private static double meanFourthPower(double[][] samples) {
        double mean = 0;
        for (double[] sample : samples) {
            double square = 0;
            for (double value : sample) {
                square += value * value;
            }
            mean += square * square / samples.length;
        }
        return mean;
    }
}
