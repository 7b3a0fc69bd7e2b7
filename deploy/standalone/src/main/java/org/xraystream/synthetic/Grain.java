package org.xraystream.synthetic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the principal components leave out, as noise with the right strength at each place and in each octave. Its shapes
 * are those of noise, not of ribs: only its statistics are taken from real images.
 *
 * @param strength standard deviation in grey levels on a coarse square grid, row by row
 * @param octaves share of each octave in the standard deviation, from details of one pixel upwards, each twice as large
 *     as the one before; their squares add up to one
 */
record Grain(float[] strength, float[] octaves) {
    static final int COARSE_SIDE = 16;
    private static final int OCTAVES = 5;

    /** Measures the grain in what is left of images once mean and components are taken off. */
    static Grain measure(List<float[]> residuals, int side) {
        float[] strength = strength(residuals, side);
        float[] fine = Raster.enlarge(strength, COARSE_SIDE, side);
        double[] variances = new double[OCTAVES + 1];
        for (float[] residual : residuals) {
            float[] level = residual.clone();
            for (int i = 0; i < level.length; i++) {
                level[i] /= fine[i];
            }
            int levelSide = side;
            for (int octave = 0; octave <= OCTAVES; octave++) {
                variances[octave] += variance(level) / residuals.size();
                level = halve(level, levelSide);
                levelSide /= 2;
            }
        }
        return new Grain(strength, octaves(variances));
    }

    private static float[] strength(List<float[]> residuals, int side) {
        int block = side / COARSE_SIDE;
        double[] squares = new double[COARSE_SIDE * COARSE_SIDE];
        for (float[] residual : residuals) {
            for (int i = 0; i < residual.length; i++) {
                squares[i / side / block * COARSE_SIDE + i % side / block] += residual[i] * residual[i];
            }
        }
        float[] strength = new float[squares.length];
        for (int i = 0; i < strength.length; i++) {
            strength[i] = (float) Math.max(0.5, Math.sqrt(squares[i] / residuals.size() / block / block));
        }
        return strength;
    }

    /**
     * Shares of octaves whose sum has these variances when averaged over blocks of 1, 2, 4 ... pixels. White noise on
     * blocks of 2^k pixels loses three quarters of its variance from block size 2^k to the next, and the same share of
     * what is left from there on.
     */
    private static float[] octaves(double[] variances) {
        double[] squares = new double[OCTAVES];
        double finer = 0;
        double sum = 0;
        for (int k = 0; k < OCTAVES; k++) {
            double detail = (variances[k] - variances[k + 1]) * 4 / 3;
            squares[k] = Math.max(0, detail - finer / 4);
            finer = detail;
            sum += squares[k];
        }
        float[] shares = new float[OCTAVES];
        for (int k = 0; k < OCTAVES; k++) {
            shares[k] = (float) Math.sqrt(squares[k] / sum);
        }
        return shares;
    }

    private static double variance(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return squares / values.length;
    }

    private static float[] halve(float[] image, int side) {
        int half = side / 2;
        float[] result = new float[half * half];
        for (int y = 0; y < half; y++) {
            for (int x = 0; x < half; x++) {
                int corner = 2 * y * side + 2 * x;
                result[y * half + x] =
                        (image[corner] + image[corner + 1] + image[corner + side] + image[corner + side + 1]) / 4;
            }
        }
        return result;
    }

    /** Draws grain for an image of this many rows and columns. */
    float[] draw(int side, RandomGenerator random) {
        float[] grain = new float[side * side];
        for (int k = 0; k < octaves.length; k++) {
            int cells = Math.max(1, side >> k);
            float[] noise = new float[cells * cells];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) random.nextGaussian();
            }
            add(octaves[k], unitVariance(Raster.enlarge(noise, cells, side)), grain);
        }
        float[] fine = Raster.enlarge(strength, COARSE_SIDE, side);
        for (int i = 0; i < grain.length; i++) {
            grain[i] *= Math.max(0, fine[i]);
        }
        return grain;
    }

    /** Interpolation between noise is smoother than noise. */
    private static float[] unitVariance(float[] noise) {
        float scale = (float) (1 / Math.sqrt(variance(noise)));
        for (int i = 0; i < noise.length; i++) {
            noise[i] *= scale;
        }
        return noise;
    }

    private static void add(float factor, float[] image, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * image[i];
        }
    }

    void write(DataOutputStream out) throws IOException {
        for (float value : strength) {
            out.writeFloat(value);
        }
        for (float value : octaves) {
            out.writeFloat(value);
        }
    }

    static Grain read(DataInputStream in) throws IOException {
        return new Grain(floats(in, COARSE_SIDE * COARSE_SIDE), floats(in, OCTAVES));
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
