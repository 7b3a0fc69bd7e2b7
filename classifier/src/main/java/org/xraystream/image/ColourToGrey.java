package org.xraystream.image;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Colour rasters to grey by the luma of ITU-R BT.601, the one that JPEG's Y is; measures the colour that is lost. */
final class ColourToGrey {
    private static final int RED = 19_595;
    private static final int GREEN = 38_470;
    private static final int BLUE = 7_471;
    private static final int HALF = 1 << 15;
    private static final double BLUE_DIFFERENCE = 0.5 / (1 - 0.114);
    private static final double RED_DIFFERENCE = 0.5 / (1 - 0.299);

    private ColourToGrey() {}

    /** @param samples the raster's own, interleaved Y, Cb, Cr */
    static GreyImage ofYCbCr(Raster raster, byte[] samples) {
        int pixels = raster.getWidth() * raster.getHeight();
        byte[] luma = new byte[pixels];
        long chroma = 0;
        for (int i = 0, from = 0; i < pixels; i++, from += 3) {
            luma[i] = samples[from];
            chroma += Math.abs((samples[from + 1] & 0xff) - 128) + Math.abs((samples[from + 2] & 0xff) - 128);
        }
        return new GreyImage.Bytes(raster.getWidth(), raster.getHeight(), luma, (double) chroma / pixels);
    }

    /** @param raster red, green, blue and perhaps alpha, samples from 0 to {@code maximum} */
    static GreyImage ofRgb(Raster raster, int maximum) {
        int bands = raster.getNumBands();
        int width = raster.getWidth();
        var grey = new Canvas(width, raster.getHeight(), maximum);
        int[] row = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0, from = 0; x < width; x++, from += bands) {
                int alpha = bands == 4 ? row[from + 3] : maximum;
                grey.set(x, y, row[from], row[from + 1], row[from + 2], alpha);
            }
        }
        return grey.finish();
    }

    /** @param raster grey and alpha, samples from 0 to {@code maximum} */
    static GreyImage ofGreyAndAlpha(Raster raster, int maximum) {
        int width = raster.getWidth();
        var grey = new Canvas(width, raster.getHeight(), maximum);
        int[] row = new int[width * 2];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                grey.set(x, y, row[2 * x], row[2 * x], row[2 * x], row[2 * x + 1]);
            }
        }
        return grey.finish();
    }

    /** @param raster one band of indices into the palette */
    static GreyImage ofPalette(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        var grey = new Canvas(width, raster.getHeight(), 0xff);
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int colour = colours[row[x]];
                grey.set(x, y, colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff, colour >>> 24);
            }
        }
        return grey.finish();
    }

    /** The grey image as it comes to be, as wide as its samples need. */
    private static final class Canvas {
        private final int width;
        private final int height;
        private final int maximum;
        private final byte[] bytes;
        private final short[] shorts;
        private double chroma;

        Canvas(int width, int height, int maximum) {
            this.width = width;
            this.height = height;
            this.maximum = maximum;
            boolean narrow = maximum == 0xff;
            this.bytes = new byte[narrow ? width * height : 0];
            this.shorts = new short[narrow ? 0 : width * height];
        }

        void set(int x, int y, int red, int green, int blue, int alpha) {
            int luma = (int) (((long) RED * red + (long) GREEN * green + (long) BLUE * blue + HALF) >> 16);
            chroma += BLUE_DIFFERENCE * Math.abs(blue - luma) + RED_DIFFERENCE * Math.abs(red - luma);
            int seen = alpha == maximum ? luma : (int) ((long) luma * alpha / maximum);
            if (bytes.length > 0) {
                bytes[y * width + x] = (byte) seen;
            } else {
                shorts[y * width + x] = (short) seen;
            }
        }

        GreyImage finish() {
            double mean = chroma * 0xff / maximum / ((double) width * height);
            return bytes.length > 0
                    ? new GreyImage.Bytes(width, height, bytes, mean)
                    : new GreyImage.Shorts(width, height, maximum, shorts, mean);
        }
    }
}
