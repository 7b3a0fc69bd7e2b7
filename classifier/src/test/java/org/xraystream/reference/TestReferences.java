package org.xraystream.reference;

/** References made by hand. */
public final class TestReferences {

    private TestReferences() {}

    /**
     * Knows features of mean 0 and variance 1, independent of each other.
     *
     * @param threshold the distance that counts as 1
     */
    public static Reference ofUnitVariance(int embeddingSize, double threshold) {
        int size = embeddingSize + Features.THUMBNAIL;
        float[][] whitening = new float[size][];
        for (int row = 0; row < size; row++) {
            whitening[row] = new float[row + 1];
            whitening[row][row] = 1;
        }
        float[] upsideDown = new float[Features.THUMBNAIL];
        upsideDown[0] = 1;
        upsideDown[upsideDown.length - 1] = -1;
        return new Reference(100, 50, threshold, new float[size], whitening, upsideDown);
    }
}
