package org.xraystream.image;

import java.util.Arrays;

/**
 * Resizes by exact area averaging: each target pixel is the mean of the source under it, every source pixel weighing as
 * much as the area they share. Sides scale independently (a picture is squashed, not cropped), as in the training data.
 *
 * <p>All arithmetic is in integers and rounded once, half up, so the result is the same on every machine, a mirrored
 * image gives the mirrored result, and an image that has the target's size already stays as it is. Samples are scaled so
 * that {@link GreyImage#maximum()} becomes 255. Enlarging works by the same rule, each source pixel growing to a block.
 *
 * <p>Along an axis of {@code n} source and {@code m} target pixels, lengths are counted in units of which a source pixel
 * has {@code m} and a target pixel {@code n}: all borders then lie on whole numbers.
 */
public final class AreaAveraging {
    private AreaAveraging() {}

    /**
     * Squashes an image to a width and height, both at least one.
     *
     * @throws IllegalArgumentException if a side of source or target is longer than 32,768
     */
    public static PreparedImage resize(GreyImage image, int width, int height) {
        int sourceHeight = image.height();
        requireSide(Math.max(image.width(), sourceHeight));
        requireSide(Math.max(width, height));
        var columns = new Columns(image.width(), width, (long) sourceHeight * image.maximum());
        byte[] pixels = new byte[width * height];
        int[] sums = new int[image.width()];
        for (int target = 0; target < height; target++) {
            long top = (long) target * sourceHeight;
            long bottom = top + sourceHeight;
            Arrays.fill(sums, 0);
            for (int row = (int) (top / height); (long) row * height < bottom; row++) {
                long upper = Math.max(top, (long) row * height);
                long lower = Math.min(bottom, (long) (row + 1) * height);
                image.addRow(row, (int) (lower - upper), sums);
            }
            columns.average(sums, pixels, target * width);
        }
        return new PreparedImage(width, height, pixels);
    }

    private static void requireSide(int side) {
        if (side > ImageLimits.LONGEST_SIDE) {
            throw new IllegalArgumentException(
                    "side: " + side + " pixels given, at most " + ImageLimits.LONGEST_SIDE + " allowed");
        }
    }

    /** Where along a row each target pixel begins and ends. */
    private static final class Columns {
        private final int source;
        private final int target;
        /** What a target pixel adds up to where all its samples are white. */
        private final long white;

        Columns(int source, int target, long whiteColumn) {
            this.source = source;
            this.target = target;
            this.white = whiteColumn * source;
        }

        void average(int[] sums, byte[] into, int offset) {
            for (int i = 0; i < target; i++) {
                into[offset + i] = (byte) ((sum(sums, i) * 0xff * 2 + white) / (white * 2));
            }
        }

        private long sum(int[] sums, int pixel) {
            long left = (long) pixel * source;
            long right = left + source;
            int first = (int) (left / target);
            int last = (int) ((right - 1) / target);
            if (first == last) {
                return (long) source * sums[first];
            }
            long whole = 0;
            for (int x = first + 1; x < last; x++) {
                whole += sums[x];
            }
            long beginning = ((first + 1L) * target - left) * sums[first];
            long end = (right - (long) last * target) * sums[last];
            return beginning + whole * target + end;
        }
    }
}
