package org.xraystream.image;

import java.util.Arrays;
import org.xraystream.gate.PixelStatistics;

/**
 * Measures what the input gate judges, on a regular sample of at most 128 x 128 pixels: the cost does not grow with the
 * image, and the numbers of small and large pictures of the same thing compare.
 */
public final class PixelSurvey {
    private static final int MOST_SAMPLES = 128;
    private static final int LEVELS = 256;

    private final int width;
    private final int height;
    private final int[] levels;
    private final int[] histogram = new int[LEVELS];

    private PixelSurvey(GreyImage image) {
        this.width = Math.min(MOST_SAMPLES, image.width());
        this.height = Math.min(MOST_SAMPLES, image.height());
        this.levels = new int[width * height];
        int[] columns = middles(image.width(), width);
        int[] rows = middles(image.height(), height);
        int white = image.maximum();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sample = image.sample(columns[x], rows[y]);
                int level = white == LEVELS - 1 ? sample : sample * (LEVELS - 1) / white;
                levels[y * width + x] = level;
                histogram[level]++;
            }
        }
    }

    /** The middle of each of so many equal parts of a side. */
    private static int[] middles(int side, int parts) {
        int[] middles = new int[parts];
        Arrays.setAll(middles, part -> (2 * part + 1) * side / (2 * parts));
        return middles;
    }

    /** Measures an image of any size. */
    public static PixelStatistics of(GreyImage image) {
        var survey = new PixelSurvey(image);
        int dark = survey.quantile(0.01);
        int bright = survey.quantile(0.99);
        return new PixelStatistics(
                image.width(),
                image.height(),
                image.chroma(),
                dark,
                bright,
                survey.midtones(dark, bright),
                survey.coherence());
    }

    private int quantile(double share) {
        double wanted = share * levels.length;
        int level = 0;
        for (int seen = histogram[0]; seen <= wanted && level < LEVELS - 1; seen += histogram[level]) {
            level++;
        }
        return level;
    }

    private double midtones(int dark, int bright) {
        double margin = (bright - dark) * 0.1;
        int count = 0;
        for (int level = dark; level <= bright; level++) {
            if (level > dark + margin && level < bright - margin) {
                count += histogram[level];
            }
        }
        return (double) count / levels.length;
    }

    private double coherence() {
        double variance = variance();
        if (variance == 0) {
            return 1;
        }
        long squares = 0;
        for (int y = 1; y < height; y++) {
            for (int x = 1; x < width; x++) {
                int here = levels[y * width + x];
                int left = here - levels[y * width + x - 1];
                int above = here - levels[(y - 1) * width + x];
                squares += left * left + above * above;
            }
        }
        double pairs = 2.0 * Math.max(1, (width - 1) * (height - 1));
        return 1 - squares / pairs / (2 * variance);
    }

    private double variance() {
        long sum = 0;
        long squares = 0;
        for (int level : levels) {
            sum += level;
            squares += (long) level * level;
        }
        double mean = (double) sum / levels.length;
        return (double) squares / levels.length - mean * mean;
    }
}
