package org.xraystream.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.xraystream.evaluation.Bootstrap.Interval;

/**
 * Whether probabilities of pneumonia mean what they say: of the images given about 30%, about 30% ought to be pneumonia.
 * Ten bins of equal width, as in Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
 * Binning", AAAI 2015.
 *
 * @param bins those with any image, in ascending order
 */
public record Reliability(List<Bin> bins) {
    private static final int BINS = 10;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * The images whose probability lies in one tenth of the range.
     *
     * @param images how many
     * @param said mean probability of pneumonia that the model gave them
     * @param found share of them that is pneumonia
     * @param interval of that share
     */
    public record Bin(int images, double said, double found, Interval interval) {}

    public static Reliability of(Collection<JudgedExample> examples) {
        var sample = new Sample(examples);
        Sums sums = Sums.of(sample.examples(), sample.once());
        List<Interval> intervals = sample.bootstrap()
                .intervals(weights -> Sums.of(sample.examples(), weights).shares());
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int images = sums.images[bin];
            if (images > 0) {
                bins.add(new Bin(images, sums.said[bin] / images, sums.shares()[bin], intervals.get(bin)));
            }
        }
        return new Reliability(bins);
    }

    /** Expected calibration error: mean distance of what is said from what is, over the images. */
    static double error(List<JudgedExample> examples, int[] weights) {
        Sums sums = Sums.of(examples, weights);
        double error = 0;
        int images = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(sums.said[bin] - sums.ill[bin]);
            images += sums.images[bin];
        }
        return error / images;
    }

    /** By bin: how many images, the sum of their probabilities, and how many are ill. */
    private record Sums(int[] images, double[] said, int[] ill) {

        static Sums of(List<JudgedExample> examples, int[] weights) {
            var sums = new Sums(new int[BINS], new double[BINS], new int[BINS]);
            for (int i = 0; i < weights.length; i++) {
                JudgedExample example = examples.get(i);
                double pneumonia = example.probabilities().pneumonia();
                int bin = Math.min(BINS - 1, (int) (pneumonia * BINS));
                sums.images[bin] += weights[i];
                sums.said[bin] += weights[i] * pneumonia;
                sums.ill[bin] += example.isPneumonia() ? weights[i] : 0;
            }
            return sums;
        }

        double[] shares() {
            double[] shares = new double[BINS];
            for (int bin = 0; bin < BINS; bin++) {
                shares[bin] = images[bin] == 0 ? Double.NaN : (double) ill[bin] / images[bin];
            }
            return shares;
        }
    }
}
