package org.xraystream.image;

/**
 * How bright an image is and how much it varies, so that exposure and contrast of a device can be taken off it.
 *
 * @param mean of the greys, 0 to 255
 * @param deviation population standard deviation of the greys, at least 1, so that an image of a single grey can be divided
 *     by it
 */
public record GreyLevels(double mean, double deviation) {

    /** Those of unsigned 8-bit greys. */
    static GreyLevels of(byte[] pixels) {
        long sum = 0;
        long sumOfSquares = 0;
        for (byte pixel : pixels) {
            int grey = pixel & 0xff;
            sum += grey;
            sumOfSquares += (long) grey * grey;
        }
        double mean = (double) sum / pixels.length;
        double variance = Math.max(0, (double) sumOfSquares / pixels.length - mean * mean);
        return new GreyLevels(mean, Math.max(Math.sqrt(variance), 1));
    }
}
