package org.xraystream.gate;

/**
 * The few numbers that tell a radiograph from a page, a photograph or nothing at all. Intensities are in 8-bit levels.
 *
 * @param width columns of the decoded image
 * @param height rows of the decoded image
 * @param chroma mean distance from grey, 0 for none (see {@code GreyImage.chroma})
 * @param dark the level below which 1% of the pixels lie
 * @param bright the level above which 1% of the pixels lie
 * @param midtones share of pixels between a tenth and nine tenths of the way from dark to bright
 * @param coherence correlation of neighbours, {@code 1 - E[(a - b)^2] / (2 Var)}: near 1 for smooth pictures, 0 for
 *     noise; 1 where all pixels are equal
 */
public record PixelStatistics(
        int width, int height, double chroma, int dark, int bright, double midtones, double coherence) {

    /** Levels between dark and bright. */
    public int contrast() {
        return bright - dark;
    }
}
