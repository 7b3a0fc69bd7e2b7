package org.xraystream.reference;

import org.xraystream.image.AreaAveraging;
import org.xraystream.image.GreyImage;
import org.xraystream.image.PreparedImage;

/**
 * Where an image is bright and where dark, in {@value #SIDE} x {@value #SIDE} numbers: what a network of small filters
 * and a global average does not see, and what tells a head from a foot end.
 */
final class Thumbnail {

    static final int SIDE = 6;
    static final int SIZE = SIDE * SIDE;

    private Thumbnail() {}

    /** Area averages, row by row, of the image less its mean and over its deviation (at least one grey level). */
    static float[] of(PreparedImage image) {
        byte[] pixels = image.pixels();
        double sum = 0;
        double squares = 0;
        for (byte pixel : pixels) {
            int grey = pixel & 0xff;
            sum += grey;
            squares += grey * grey;
        }
        double mean = sum / pixels.length;
        double deviation = Math.max(1, Math.sqrt(Math.max(0, squares / pixels.length - mean * mean)));
        byte[] averages = AreaAveraging.resize(
                        new GreyImage.Bytes(image.width(), image.height(), pixels, 0), SIDE, SIDE)
                .pixels();
        float[] thumbnail = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            thumbnail[i] = (float) (((averages[i] & 0xff) - mean) / deviation);
        }
        return thumbnail;
    }
}
