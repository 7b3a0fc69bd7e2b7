package org.xraystream.synthetic;

/** Square images of floats, row by row, made larger. */
final class Raster {
    private Raster() {}

    /** The image on a larger grid, smooth between its points (Catmull-Rom) and level beyond its edges. */
    static float[] enlarge(float[] image, int side, int newSide) {
        if (newSide == side) {
            return image.clone();
        }
        float[] wide = enlargeRows(image, side, side, newSide);
        float[] turned = transpose(wide, newSide, side);
        return transpose(enlargeRows(turned, side, newSide, newSide), newSide, newSide);
    }

    private static float[] enlargeRows(float[] image, int width, int rows, int newWidth) {
        float[] result = new float[rows * newWidth];
        for (int x = 0; x < newWidth; x++) {
            double at = (x + 0.5) * width / newWidth - 0.5;
            int before = (int) Math.floor(at);
            float t = (float) (at - before);
            int[] columns = new int[4];
            for (int k = 0; k < columns.length; k++) {
                columns[k] = Math.min(width - 1, Math.max(0, before - 1 + k));
            }
            float w0 = ((-0.5f * t + 1) * t - 0.5f) * t;
            float w1 = (1.5f * t - 2.5f) * t * t + 1;
            float w2 = ((-1.5f * t + 2) * t + 0.5f) * t;
            float w3 = (0.5f * t - 0.5f) * t * t;
            for (int row = 0; row < rows; row++) {
                int start = row * width;
                result[row * newWidth + x] = w0 * image[start + columns[0]]
                        + w1 * image[start + columns[1]]
                        + w2 * image[start + columns[2]]
                        + w3 * image[start + columns[3]];
            }
        }
        return result;
    }

    private static float[] transpose(float[] image, int width, int height) {
        float[] result = new float[image.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                result[x * height + y] = image[y * width + x];
            }
        }
        return result;
    }
}
