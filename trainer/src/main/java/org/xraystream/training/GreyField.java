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

    /**
     * Shows another cut of the image: a rectangle, turned about its centre, stretched to the full size. Bilinear; what
     * lies beyond the border is as the border.
     *
     * @param centreX of the rectangle, as a part of the width
     * @param centreY of the rectangle, as a part of the height
     * @param partX its width, as a part of the width
     * @param partY its height, as a part of the height
     * @param radians clockwise
     */
    void cut(double centreX, double centreY, double partX, double partY, double radians) {
        float[] cut = new float[values.length];
        double cosine = Math.cos(radians);
        double sine = Math.sin(radians);
        for (int row = 0; row < height; row++) {
            double down = ((row + 0.5) / height - 0.5) * partY * height;
            for (int column = 0; column < width; column++) {
                double right = ((column + 0.5) / width - 0.5) * partX * width;
                double x = centreX * width + right * cosine - down * sine - 0.5;
                double y = centreY * height + right * sine + down * cosine - 0.5;
                cut[row * width + column] = between(x, y);
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
