package org.xraystream.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Native arrays copied to Java's. */
public final class Weights {

    private Weights() {}

    /** The values in C order, whatever order the array has. */
    public static float[] of(INDArray array) {
        try (INDArray ordered = array.dup('c')) {
            return ordered.data().asFloat();
        }
    }
}
