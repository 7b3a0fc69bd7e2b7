package org.xraystream.engine;

/** The runtimes that a model can be served by. */
public enum Engine {
    /** ONNX Runtime: the one for service. */
    ONNX,
    /** Deeplearning4j, which trained the network: several times slower, and a check on the other. */
    DL4J
}
