package org.xraystream.training;

import java.util.random.RandomGenerator;
import org.xraystream.image.PreparedImage;

/**
 * Grey pixels that may be worked on: the operations that {@link Augmentation} chooses from. Values run from 0 to 255 and
 * are rounded only once, at the end. For one thread.
 */
final class GreyField {

    private static final float WHITE = 255;

    private final int width;
    private final int height;
    private float[] values;

    private GreyField(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    static GreyField of(PreparedImage image) {
        byte[] pixels = image.pixels();
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = pixels[i] & 0xff;
        }
        return new GreyField(image.width(), image.height(), values);
    }

    PreparedImage toImage() {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(Math.min(Math.max(values[i], 0), WHITE));
        }
        return new PreparedImage(width, height, pixels);
    }

    /** What is seen beyond the border of an image. */
    interface Surroundings {
        /** The border itself goes on. */
        Surroundings BORDER = inside -> inside;

        /** The same grey everywhere. */
        static Surroundings of(float grey) {
            return inside -> grey;
        }

        /**
         * Grey of a place beyond the border.
         *
         * @param nearest grey of the nearest place inside
         */
        float beyond(float nearest);
    }

    /**
     * Shows another cut of the image: a rectangle, turned about its centre, stretched to the full size. Bilinear.
     *
     * @param centreX of the rectangle, as a part of the width
     * @param centreY of the rectangle, as a part of the height
     * @param partX its width, as a part of the width
     * @param partY its height, as a part of the height
     * @param radians clockwise
     * @param surroundings seen where the rectangle reaches beyond the image
     */
    void cut(double centreX, double centreY, double partX, double partY, double radians, Surroundings surroundings) {
        float[] cut = new float[values.length];
        double cosine = Math.cos(radians);
        double sine = Math.sin(radians);
        for (int row = 0; row < height; row++) {
            double down = ((row + 0.5) / height - 0.5) * partY * height;
            for (int column = 0; column < width; column++) {
                double right = ((column + 0.5) / width - 0.5) * partX * width;
                double x = centreX * width + right * cosine - down * sine - 0.5;
                double y = centreY * height + right * sine + down * cosine - 0.5;
                float seen = between(x, y);
                cut[row * width + column] = isInside(x, y) ? seen : surroundings.beyond(seen);
            }
        }
        values = cut;
    }

    /** Bends the scale of grey: below one the dark parts become brighter, above one darker. */
    void gamma(double exponent) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (WHITE * Math.pow(values[i] / WHITE, exponent));
        }
    }

    /** Spreads the greys about the middle and shifts them; what leaves the scale is clipped, as in an over-exposure. */
    void expose(double contrast, double shift) {
        float middle = WHITE / 2;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.min(Math.max((values[i] - middle) * contrast + middle + shift, 0), WHITE);
        }
    }

    /** Blurs by a 3 x 3 window of weights {@code (w, 1, w) / (1 + 2w)} along each axis. */
    void blur(double neighbour) {
        float side = (float) (neighbour / (1 + 2 * neighbour));
        values = blurred(values, side, 1, width);
        values = blurred(values, side, width, height);
    }

    /**
     * Makes structures stand out from their surroundings, or sink into them as behind a veil of scattered rays.
     *
     * @param amount 0 leaves the image, 1 doubles the distance of each pixel from its surroundings, -1 leaves these only
     * @param reach how far the surroundings reach, in pixels
     */
    void localContrast(double amount, int reach) {
        float[] surroundings = values;
        for (int round = 0; round < 2; round++) {
            surroundings = windowMeans(surroundings, reach, height, width, width, 1);
            surroundings = windowMeans(surroundings, reach, width, height, 1, width);
        }
        for (int i = 0; i < values.length; i++) {
            double changed = values[i] + amount * (values[i] - surroundings[i]);
            values[i] = (float) Math.min(Math.max(changed, 0), WHITE);
        }
    }

    /** Makes one side brighter than the other, as an unevenly exposed plate is: by so many greys from border to border. */
    void slope(double across, double down) {
        for (int i = 0; i < values.length; i++) {
            double right = (i % width + 0.5) / width - 0.5;
            int row = i / width;
            double low = (row + 0.5) / height - 0.5;
            values[i] += (float) (across * right + down * low);
        }
    }

    /** Adds noise of its own to each pixel. */
    void noise(double deviation, RandomGenerator random) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (random.nextGaussian() * deviation);
        }
    }

    /** Covers a rectangle with one grey. */
    void cover(int left, int top, int right, int bottom, float grey) {
        for (int row = Math.max(top, 0); row < Math.min(bottom, height); row++) {
            for (int column = Math.max(left, 0); column < Math.min(right, width); column++) {
                values[row * width + column] = grey;
            }
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    private float between(double x, double y) {
        double insideX = Math.min(Math.max(x, 0), width - 1);
        double insideY = Math.min(Math.max(y, 0), height - 1);
        int left = (int) insideX;
        int top = (int) insideY;
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        float fromLeft = (float) (insideX - left);
        float fromTop = (float) (insideY - top);
        float upper = values[top * width + left] * (1 - fromLeft) + values[top * width + right] * fromLeft;
        float lower = values[bottom * width + left] * (1 - fromLeft) + values[bottom * width + right] * fromLeft;
        return upper * (1 - fromTop) + lower * fromTop;
    }

    private boolean isInside(double x, double y) {
        return x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5;
    }

    /**
     * Means over windows of {@code 2 reach + 1} values along one axis; what lies beyond an end is as the end.
     *
     * @param lines how many lines of {@code length} values there are, {@code lineStep} apart
     * @param step between two values of a line
     */
    private static float[] windowMeans(float[] values, int reach, int lines, int length, int lineStep, int step) {
        float[] means = new float[values.length];
        for (int line = 0; line < lines; line++) {
            int start = line * lineStep;
            double sum = 0;
            for (int i = -reach; i <= reach; i++) {
                sum += values[start + step * Math.min(Math.max(i, 0), length - 1)];
            }
            for (int i = 0; i < length; i++) {
                means[start + step * i] = (float) (sum / (2 * reach + 1));
                sum += values[start + step * Math.min(i + reach + 1, length - 1)];
                sum -= values[start + step * Math.max(i - reach, 0)];
            }
        }
        return means;
    }

    /** One axis of the blur: neighbours stand {@code step} apart, {@code length} of them in a line. */
    private static float[] blurred(float[] values, float side, int step, int length) {
        float[] blurred = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int along = (i / step) % length;
            float before = along == 0 ? values[i] : values[i - step];
            float after = along == length - 1 ? values[i] : values[i + step];
            blurred[i] = values[i] * (1 - 2 * side) + (before + after) * side;
        }
        return blurred;
    }
}
