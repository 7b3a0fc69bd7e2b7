package org.xraystream.image;

/**
 * The 8-bit grey pixels that the network sees, after decoding and resizing and before normalisation.
 *
 * <p>Immutable as long as nobody writes to the pixels; safe for use by several threads.
 */
public final class PreparedImage {
    private final int width;
    private final int height;
    private final byte[] pixels;
    private final GreyLevels levels;

    /**
     * An image.
     *
     * @param width columns
     * @param height rows
     * @param pixels {@code width * height} unsigned bytes, row by row, 255 brightest; not copied, must not be changed
     */
    public PreparedImage(int width, int height, byte[] pixels) {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException(
                    "pixels: " + pixels.length + " bytes given, " + width + " x " + height + " needed");
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.levels = GreyLevels.of(pixels);
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The pixels themselves, not a copy. */
    public byte[] pixels() {
        return pixels;
    }

    /** How bright it is and how much it varies; the normalisation, the gate and the watch on drift all ask for it. */
    public GreyLevels levels() {
        return levels;
    }
}
