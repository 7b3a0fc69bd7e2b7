package org.xraystream.synthetic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Writes images of floats in steps of a grey level or so, each pixel as its difference from the one to its left. */
final class Quantised {
    /** Finer than this nobody sees and no JPEG keeps. */
    private static final float FINEST_STEP = 0.5f;

    private static final int STEPS = 127;

    private Quantised() {}

    static void write(float[] image, DataOutputStream out) throws IOException {
        float largest = 0;
        for (float value : image) {
            largest = Math.max(largest, Math.abs(value));
        }
        float step = Math.max(FINEST_STEP, largest / STEPS);
        out.writeFloat(step);
        int left = 0;
        for (float value : image) {
            int steps = Math.round(value / step);
            out.writeByte(steps - left);
            left = steps;
        }
    }

    static float[] read(DataInputStream in, int side) throws IOException {
        float step = in.readFloat();
        float[] image = new float[side * side];
        byte left = 0;
        for (int i = 0; i < image.length; i++) {
            // Modulo 256, as it was written.
            left += in.readByte();
            image[i] = left * step;
        }
        return image;
    }
}
