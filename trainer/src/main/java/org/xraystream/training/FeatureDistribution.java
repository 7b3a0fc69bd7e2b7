package org.xraystream.training;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.xraystream.reference.Features;

/**
 * How {@link Features} of radiographs are distributed.
 *
 * @param mean of each feature
 * @param deviation of each feature; one that hardly varies counts as a thousandth of the largest
 * @param correlation covariance of the features less their mean and over their deviation, shrunk
 */
record FeatureDistribution(double[] mean, double[] deviation, RealMatrix correlation) {

    private static final double LEAST_DEVIATION = 0.001;

    static FeatureDistribution of(List<float[]> views) {
        double[] mean = new double[views.get(0).length];
        double[] variance = new double[mean.length];
        for (float[] view : views) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += view[i] / views.size();
            }
        }
        for (float[] view : views) {
            for (int i = 0; i < mean.length; i++) {
                variance[i] += (view[i] - mean[i]) * (view[i] - mean[i]) / views.size();
            }
        }
        double least = LEAST_DEVIATION * Math.sqrt(Arrays.stream(variance).max().orElseThrow());
        double[] deviation = Arrays.stream(variance)
                .map(value -> Math.max(Math.sqrt(value), least))
                .toArray();
        double[][] samples = new double[views.size()][mean.length];
        for (int sample = 0; sample < samples.length; sample++) {
            float[] view = views.get(sample);
            Arrays.setAll(samples[sample], i -> (view[i] - mean[i]) / deviation[i]);
        }
        return new FeatureDistribution(mean, deviation, ShrunkCovariance.of(samples));
    }

    float[] floatMean() {
        return floats(mean);
    }

    /** The inverse of the lower Cholesky factor of the features' covariance. */
    float[][] whitening() {
        RealMatrix factor = new CholeskyDecomposition(correlation).getL();
        RealMatrix inverse = new LUDecomposition(factor).getSolver().getInverse();
        float[][] whitening = new float[mean.length][];
        for (int row = 0; row < whitening.length; row++) {
            whitening[row] = new float[row + 1];
            for (int column = 0; column <= row; column++) {
                whitening[row][column] = (float) (inverse.getEntry(row, column) / deviation[column]);
            }
        }
        return whitening;
    }

    /** Fisher's discriminant between thumbnails and the same turned, whose mean and covariance are in reverse order. */
    float[] upsideDown() {
        int size = Features.THUMBNAIL;
        int first = mean.length - size;
        int last = mean.length - 1;
        double[][] pooled = new double[size][size];
        double[] difference = new double[size];
        for (int i = 0; i < size; i++) {
            difference[i] = mean[last - i] - mean[first + i];
            for (int j = 0; j <= i; j++) {
                pooled[i][j] = covariance(first + i, first + j) + covariance(last - i, last - j);
                pooled[j][i] = pooled[i][j];
            }
        }
        return floats(new CholeskyDecomposition(new Array2DRowRealMatrix(pooled, false))
                .getSolver()
                .solve(new ArrayRealVector(difference))
                .toArray());
    }

    private double covariance(int i, int j) {
        return correlation.getEntry(i, j) * deviation[i] * deviation[j];
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
