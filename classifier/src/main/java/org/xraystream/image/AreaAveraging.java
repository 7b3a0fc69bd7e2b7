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

    /**
     * What of a row each target pixel covers: its first and last source pixel in part, those between them whole. Worked out
     * once for all rows, because divisions are what this would else spend its time on.
     */
    private static final class Columns {
        /** Denominators up to here divide exactly in doubles: no quotient up to 255 lies closer below a whole number. */
        private static final long MOST_EXACT = 1L << 44;

        private final int source;
        private final int target;
        private final int[] first;
        private final int[] last;
        private final int[] partOfFirst;
        private final int[] partOfLast;
        /** What a target pixel adds up to where all its samples are white. */
        private final long white;

        Columns(int source, int target, long whiteColumn) {
            this.source = source;
            this.target = target;
            this.white = whiteColumn * source;
            this.first = new int[target];
            this.last = new int[target];
            this.partOfFirst = new int[target];
            this.partOfLast = new int[target];
            for (int pixel = 0; pixel < target; pixel++) {
                long left = (long) pixel * source;
                long right = left + source;
                first[pixel] = (int) (left / target);
                last[pixel] = (int) ((right - 1) / target);
                partOfFirst[pixel] = (int) ((first[pixel] + 1L) * target - left);
                partOfLast[pixel] = (int) (right - (long) last[pixel] * target);
            }
        }

        void average(int[] sums, byte[] into, int offset) {
            if (white <= MOST_EXACT / 2) {
                for (int i = 0; i < target; i++) {
                    into[offset + i] = (byte) (int) ((double) (sum(sums, i) * 0xff * 2 + white) / (double) (white * 2));
                }
            } else {
                for (int i = 0; i < target; i++) {
                    into[offset + i] = (byte) ((sum(sums, i) * 0xff * 2 + white) / (white * 2));
                }
            }
        }

        private long sum(int[] sums, int pixel) {
            int begin = first[pixel];
            int end = last[pixel];
            if (begin == end) {
                return (long) source * sums[begin];
            }
            long whole = 0;
            for (int x = begin + 1; x < end; x++) {
                whole += sums[x];
            }
            return (long) partOfFirst[pixel] * sums[begin] + whole * target + (long) partOfLast[pixel] * sums[end];
        }
    }
}
