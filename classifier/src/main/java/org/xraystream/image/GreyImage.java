package org.xraystream.image;

/**
 * A decoded radiograph at its full size. Samples stay as narrow as they were decoded, so an 8-bit image is never copied
 * or widened as a whole.
 *
 * <p>Rows run from top to bottom, samples are unsigned, zero is black and {@link #maximum()} white. Immutable as long as
 * nobody writes to the arrays it was made from.
 */
public sealed interface GreyImage {

    /** Columns, at least one. */
    int width();

    /** Rows, at least one. */
    int height();

    /** The sample that stands for white. */
    int maximum();

    /**
     * How far the decoded image was from grey: the mean over its pixels of {@code |Cb - 128| + |Cr - 128|} (ITU-R
     * BT.601, 8 bits); 0 where it had no colour at all, about 2 for a grey image that went through a colour JPEG.
     */
    double chroma();

    /** The sample at a column and row. */
    int sample(int column, int row);

    /**
     * Adds a row, times a weight, to sums kept per column: the one loop of {@link AreaAveraging} that touches every
     * sample. The caller makes sure that the sums cannot overflow.
     */
    void addRow(int row, int weight, int[] sums);

    /** An image of 8 bits a sample. */
    record Bytes(int width, int height, byte[] samples, double chroma) implements GreyImage {
        public Bytes {
            requireSize(width, height, samples.length);
        }

        @Override
        public int maximum() {
            return 0xff;
        }

        @Override
        public int sample(int column, int row) {
            return samples[row * width + column] & 0xff;
        }

        @Override
        public void addRow(int row, int weight, int[] sums) {
            int start = row * width;
            for (int x = 0; x < width; x++) {
                sums[x] += weight * (samples[start + x] & 0xff);
            }
        }
    }

    /** An image of more than 8 and at most 16 bits a sample. */
    record Shorts(int width, int height, int maximum, short[] samples, double chroma) implements GreyImage {
        public Shorts {
            requireSize(width, height, samples.length);
            if (maximum < 1 || maximum > 0xffff) {
                throw new IllegalArgumentException("maximum: " + maximum + " given, 1 to 65535 allowed");
            }
        }

        @Override
        public int sample(int column, int row) {
            return samples[row * width + column] & 0xffff;
        }

        @Override
        public void addRow(int row, int weight, int[] sums) {
            int start = row * width;
            for (int x = 0; x < width; x++) {
                sums[x] += weight * (samples[start + x] & 0xffff);
            }
        }
    }

    private static void requireSize(int width, int height, int samples) {
        if (width < 1 || height < 1 || (long) width * height != samples) {
            throw new IllegalArgumentException(
                    "samples: " + samples + " given for " + width + " x " + height + " pixels");
        }
    }
}
