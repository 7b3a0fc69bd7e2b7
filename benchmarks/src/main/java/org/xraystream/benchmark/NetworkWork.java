package org.xraystream.benchmark;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a network has to compute. */
final class NetworkWork {

    private NetworkWork() {}

    /**
     * Floating-point operations for one image of this side, a multiplication and an addition being two: those of
     * its convolutions, beside which the rest is little.
     */
    static long operations(ComputationGraph network, int side) {
        Map<String, InputType> outputs =
                network.getConfiguration().getLayerActivationTypes(InputType.convolutional(side, side, 1));
        long operations = 0;
        for (var layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof ConvolutionLayer convolution) {
                var out = (InputType.InputTypeConvolutional) requireNonNull(outputs.get(convolution.getLayerName()));
                long kernel =
                        (long) convolution.getKernelSize()[0] * convolution.getKernelSize()[1];
                operations += 2 * kernel * convolution.getNIn() * out.getChannels() * out.getHeight() * out.getWidth();
            }
        }
        return operations;
    }
}
