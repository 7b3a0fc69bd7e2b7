package org.xraystream.reference;

import org.xraystream.image.AreaAveraging;
import org.xraystream.image.GreyImage;
import org.xraystream.image.GreyLevels;
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
        GreyLevels levels = image.levels();
        byte[] averages = AreaAveraging.resize(
                        new GreyImage.Bytes(image.width(), image.height(), image.pixels(), 0), SIDE, SIDE)
                .pixels();
        float[] thumbnail = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            thumbnail[i] = (float) (((averages[i] & 0xff) - levels.mean()) / levels.deviation());
        }
        return thumbnail;
    }
}
