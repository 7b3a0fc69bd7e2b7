package org.xraystream.image;

/**
 * The 8-bit grey pixels that the network sees, after decoding and resizing and before normalisation.
 *
 * @param width columns
 * @param height rows
 * @param pixels {@code width * height} unsigned bytes, row by row, 255 brightest; not copied, must not be changed
 */
public record PreparedImage(int width, int height, byte[] pixels) {
    public PreparedImage {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException(
                    "pixels: " + pixels.length + " bytes given, " + width + " x " + height + " needed");
        }
    }
}
