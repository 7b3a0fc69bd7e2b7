package org.xraystream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** The numbers are compared in {@code org.xraystream.engine.EngineParityTest}. */
class OnnxExporterTest {

    @Test
    void namesInputAndOutputsAsPromised() throws Exception {
        ModelProto model = ModelProto.parseFrom(OnnxExporter.export(TestNetworks.small(1), 32));

        assertThat(model.getGraph().getInputList())
                .extracting(OnnxExporterTest::describe)
                .containsExactly("pixels N 1 32 32");
        assertThat(model.getGraph().getOutputList())
                .extracting(OnnxExporterTest::describe)
                .containsExactly("logits N 3", "activation_map N 8 8", "embedding N 8");
    }

    @Test
    void foldsEveryNormalisation() throws Exception {
        ModelProto model = ModelProto.parseFrom(OnnxExporter.export(TestNetworks.small(1), 32));

        List<String> operators = model.getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
        assertThat(operators).doesNotContain("BatchNormalization");
        // The stem, two in each block, one on the shortcut of the first, and the activation map.
        assertThat(operators).filteredOn("Conv"::equals).hasSize(1 + 2 * 2 + 1 + 1);
    }

    @Test
    void refusesAConvolutionWithBias() {
        ComputationGraph biased = network(true, PoolingType.AVG);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxExporter.export(biased, 8))
                .withMessageStartingWith("convolution: cannot be exported");
    }

    @Test
    void refusesAnotherPooling() {
        ComputationGraph pooled = network(false, PoolingType.MAX);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxExporter.export(pooled, 8))
                .withMessageStartingWith("embedding: cannot be exported");
    }

    private static ComputationGraph network(boolean bias, PoolingType pooling) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("pixels")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(2)
                                .hasBias(bias)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "pixels")
                .addLayer(
                        "features",
                        new BatchNormalization.Builder().useLogStd(false).build(),
                        "convolution")
                .addLayer("embedding", new GlobalPoolingLayer(pooling), "features")
                .addLayer(
                        "diagnosis",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "embedding")
                .setOutputs("diagnosis");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static String describe(ValueInfoProto value) {
        StringBuilder shape = new StringBuilder(value.getName());
        value.getType()
                .getTensorType()
                .getShape()
                .getDimList()
                .forEach(
                        size -> shape.append(' ').append(size.hasDimParam() ? size.getDimParam() : size.getDimValue()));
        return shape.toString();
    }
}
