package org.xraystream.benchmark;

import java.awt.image.Raster;

/**
 * What a decoded radiograph should become: each target pixel the mean of the source under it, in floating point, never
 * rounded. The reference that fast ways are held against; it is written to be seen to be right, and slow.
 */
final class ExactPixels {

    private ExactPixels() {}

    /** Grey values of 0 to 255, row by row, of a raster whose whitest sample is {@code white}. */
    static double[] of(Raster source, int white, int side) {
        double[] pixels = new double[side * side];
        double scaleX = (double) source.getWidth() / side;
        double scaleY = (double) source.getHeight() / side;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                pixels[y * side + x] =
                        mean(source, x * scaleX, (x + 1) * scaleX, y * scaleY, (y + 1) * scaleY) * 255 / white;
            }
        }
        return pixels;
    }

    private static double mean(Raster source, double left, double right, double top, double bottom) {
        double sum = 0;
        for (int row = (int) top; row < Math.min(bottom, source.getHeight()); row++) {
            for (int column = (int) left; column < Math.min(right, source.getWidth()); column++) {
                double width = Math.min(right, column + 1) - Math.max(left, column);
                double height = Math.min(bottom, row + 1) - Math.max(top, row);
                sum += Math.max(0, width) * Math.max(0, height) * source.getSample(column, row, 0);
            }
        }
        return sum / ((right - left) * (bottom - top));
    }

    /** How far pixels are from the exact ones, in grey values, on average. */
    static double meanError(double[] exact, byte[] pixels) {
        double sum = 0;
        for (int pixel = 0; pixel < exact.length; pixel++) {
            sum += Math.abs(exact[pixel] - Byte.toUnsignedInt(pixels[pixel]));
        }
        return sum / exact.length;
    }
}
