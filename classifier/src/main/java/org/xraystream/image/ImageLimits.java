package org.xraystream.image;

import org.xraystream.gate.RejectionReason;
import org.xraystream.gate.UnacceptableImageException;

/**
 * How large an image may be. Held against the header before any pixel is decoded, so that a few bytes cannot make us
 * allocate gigabytes.
 *
 * @param minSide fewest rows and fewest columns
 * @param maxSide most rows and most columns
 * @param maxPixels most rows times columns
 * @param maxBytes most encoded bytes
 */
public record ImageLimits(int minSide, int maxSide, int maxPixels, int maxBytes) {

    /**
     * What radiographs need: below 64 pixels no lung can be judged; the largest flat panels (43 x 43 cm at 0.1 mm) give
     * 18.5 megapixels and film scanned at 300 dpi 21.4; 20 MiB is the most that a Kafka record of ours holds. The worst
     * allowed image, 16-bit RGBA, takes 200 MB while it is decoded.
     */
    public static final ImageLimits RADIOGRAPHS = new ImageLimits(64, 10_000, 25_000_000, 20 << 20);

    /** The longest side for which {@link AreaAveraging} is exact in 32-bit column sums of 16-bit samples. */
    static final int LONGEST_SIDE = Integer.MAX_VALUE / 0xffff;

    public ImageLimits {
        if (minSide < 1 || minSide > maxSide || maxSide > LONGEST_SIDE) {
            throw new IllegalArgumentException("minSide, maxSide: " + minSide + ", " + maxSide
                    + " given, 1 <= minSide <= maxSide <= " + LONGEST_SIDE + " allowed");
        }
        if (maxPixels < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxPixels, maxBytes: " + maxPixels + ", " + maxBytes + " given, at least 1 allowed");
        }
    }

    void checkBytes(int length) throws UnacceptableImageException {
        if (length > maxBytes) {
            throw new UnacceptableImageException(
                    RejectionReason.TOO_LARGE, length + " bytes, at most " + maxBytes + " allowed");
        }
    }

    /** @param width, height as the header has them, not yet trusted: may be negative where 32 unsigned bits overflow */
    void checkSize(int width, int height) throws UnacceptableImageException {
        long columns = Integer.toUnsignedLong(width);
        long rows = Integer.toUnsignedLong(height);
        String size = columns + " x " + rows + " pixels, ";
        if (columns > maxSide || rows > maxSide || columns * rows > maxPixels) {
            throw new UnacceptableImageException(
                    RejectionReason.TOO_LARGE,
                    size + "at most " + maxSide + " a side and " + maxPixels + " in all allowed");
        }
        if (columns < minSide || rows < minSide) {
            throw new UnacceptableImageException(
                    RejectionReason.TOO_SMALL, size + "at least " + minSide + " a side needed");
        }
    }
}
