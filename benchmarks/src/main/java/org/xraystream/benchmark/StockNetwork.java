package org.xraystream.benchmark;

import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.network.NetworkFile;
import org.xraystream.network.OneDnn;

/** A network as Deeplearning4j runs it where nobody switches anything on: what is measured against. */
final class StockNetwork {

    private StockNetwork() {}

    /**
     * Reads a network that computes with Deeplearning4j's own code.
     *
     * @throws IllegalStateException if it does not: the comparison would be one with ourselves
     */
    static ComputationGraph read(byte[] file, int side) throws IOException {
        ComputationGraph network = as("true", file, side);
        if (OneDnn.pathOf(network) != OneDnn.Path.BUILT_IN) {
            throw new IllegalStateException("the stock network runs on oneDNN");
        }
        return network;
    }

    /** Reads the same network as we train it, with oneDNN where the platform has it. */
    static ComputationGraph readWithOneDnn(byte[] file, int side) throws IOException {
        return as("false", file, side);
    }

    private static ComputationGraph as(String disabled, byte[] file, int side) throws IOException {
        String before = System.getProperty(OneDnn.DISABLE_PROPERTY);
        System.setProperty(OneDnn.DISABLE_PROPERTY, disabled);
        try {
            ComputationGraph network = NetworkFile.read(file);
            // A layer looks for its helper at its first use.
            network.output(Nd4j.zeros(1, 1, side, side));
            return network;
        } finally {
            if (before == null) {
                System.clearProperty(OneDnn.DISABLE_PROPERTY);
            } else {
                System.setProperty(OneDnn.DISABLE_PROPERTY, before);
            }
        }
    }
}
