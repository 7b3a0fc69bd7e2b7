package org.xraystream.image;

import java.nio.FloatBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way from a decoded radiograph to the numbers that the network reads, fixed by its name: training and serving must
 * do exactly the same, so a change of a single operator is a new name.
 *
 * <p>{@code area-<side>-standardised-v1}: the whole image resized to {@code side} x {@code side} by exact area averaging
 * and rounded to 8 bits, then each pixel {@code (value - mean) / max(deviation, 1)} by the image's own mean and
 * (population) standard deviation, so that exposure and contrast of the device do not reach the network. The floor of
 * one grey level makes an image of a single grey a field of zeros.
 *
 * <p>Immutable, safe for use by several threads.
 *
 * @param id the name, as a bundle's manifest and a diagnosis give it
 * @param side rows and columns of the network's input
 */
public record Preprocessing(String id, int side) {

    private static final Pattern STANDARDISED = Pattern.compile("area-([1-9][0-9]{0,3})-standardised-v1");

    /** @throws IllegalArgumentException if the id is not known here or names another side */
    public Preprocessing {
        if (sideNamedBy(id) != side) {
            throw new IllegalArgumentException("side: " + side + " given, preprocessing " + id + " has another");
        }
    }

    /**
     * The preprocessing of that name.
     *
     * @throws IllegalArgumentException if the id is not known here
     */
    public static Preprocessing named(String id) {
        return new Preprocessing(id, sideNamedBy(id));
    }

    /** The preprocessing in use for networks of this input side. */
    public static Preprocessing standardised(int side) {
        return named("area-" + side + "-standardised-v1");
    }

    /**
     * Writes the network's input for one image: {@code side * side} floats, row by row, from the target's position on.
     *
     * @throws IllegalArgumentException if the image is not {@code side} x {@code side}
     * @throws java.nio.BufferOverflowException if the target has no room for them
     */
    public void normalise(PreparedImage image, FloatBuffer target) {
        if (image.width() != side || image.height() != side) {
            throw new IllegalArgumentException(
                    "image: " + image.width() + " x " + image.height() + " given, " + id + " needs side " + side);
        }
        GreyLevels levels = image.levels();
        double scale = 1 / levels.deviation();
        for (byte pixel : image.pixels()) {
            target.put((float) (((pixel & 0xff) - levels.mean()) * scale));
        }
    }

    private static int sideNamedBy(String id) {
        Matcher matcher = STANDARDISED.matcher(id);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("preprocessing: " + id + " given, known is area-<side>-standardised-v1");
        }
        return Integer.parseInt(matcher.group(1));
    }
}
