package org.xraystream.network;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small networks whose every parameter matters. */
public final class TestNetworks {

    /** Two blocks, one with a shortcut of its own: every kind of part that the standard network has. */
    public static final PneumoniaNetwork SMALL = new PneumoniaNetwork(32, List.of(4, 8, 8));

    private TestNetworks() {}

    /** A network with statistics and scales that a trained one could have, so that forgetting any of them shows. */
    public static ComputationGraph small(long seed) {
        ComputationGraph network = SMALL.build(seed, 0.001, 0.01);
        for (Layer layer : network.getLayers()) {
            if (layer instanceof BatchNormalization) {
                fill(layer, BatchNormalizationParamInitializer.GAMMA, 0.5, seed);
                fill(layer, BatchNormalizationParamInitializer.BETA, -0.3, seed + 1);
                fill(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN, -0.5, seed + 2);
                fill(layer, BatchNormalizationParamInitializer.GLOBAL_VAR, 0.4, seed + 3);
            }
        }
        network.getLayer(PneumoniaNetwork.DIAGNOSIS)
                .getParam("b")
                .assign(Nd4j.createFromArray(new float[][] {{0.3f, -0.2f, 0.1f}}));
        return network;
    }

    private static void fill(Layer layer, String parameter, double lowest, long seed) {
        INDArray values = layer.getParam(parameter);
        Random random = new Random(seed);
        for (long i = 0; i < values.length(); i++) {
            values.putScalar(i, lowest + random.nextDouble());
        }
    }
}
