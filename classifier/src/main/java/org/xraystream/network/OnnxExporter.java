package org.xraystream.network;

import static org.xraystream.network.OnnxGraph.attribute;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.xraystream.model.Category;

/**
 * Compiles a trained network for serving: the same function as ONNX, with batch normalisation folded into the
 * convolutions and the class activation map as a second output of the dense layer's weights.
 *
 * <p>Input {@code pixels} [N, 1, side, side]; outputs {@code logits} [N, 3], {@code activation_map} [N, h, w] and
 * {@code embedding} [N, C]; all float. What each means is said at {@code org.xraystream.engine.NetworkOutput}.
 */
public final class OnnxExporter {

    /** Name of the input. */
    public static final String PIXELS = PneumoniaNetwork.PIXELS;
    /** Name of the output before the softmax. */
    public static final String LOGITS = "logits";
    /** Name of the class activation map. */
    public static final String ACTIVATION_MAP = "activation_map";
    /** Name of the averaged features. */
    public static final String EMBEDDING = PneumoniaNetwork.EMBEDDING;

    private final ComputationGraph network;
    private final InputType input;
    private final Map<String, GraphVertex> vertices;
    private final OnnxGraph onnx = new OnnxGraph();

    private OnnxExporter(ComputationGraph network, int side) {
        this.network = network;
        this.input = InputType.convolutional(side, side, 1);
        this.vertices = network.getConfiguration().getVertices();
    }

    /**
     * The network as a serialised ONNX model.
     *
     * @param side rows and columns of the input, which Deeplearning4j does not keep with the network
     * @throws IllegalArgumentException if it has parts that {@link PneumoniaNetwork} does not build
     */
    public static byte[] export(ComputationGraph network, int side) {
        return new OnnxExporter(network, side).export();
    }

    private byte[] export() {
        onnx.input(PIXELS, input.getShape());
        for (int vertex : network.topologicalSortOrder()) {
            String name = network.getVertices()[vertex].getVertexName();
            if (vertices.containsKey(name)) {
                write(name);
            }
        }
        return onnx.toBytes();
    }

    private void write(String name) {
        GraphVertex vertex = vertices.get(name);
        if (vertex instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
            onnx.node("Add", name, inputs(name));
        } else if (vertex instanceof LayerVertex layer) {
            write(name, layer.getLayerConf().getLayer());
        } else {
            throw new IllegalArgumentException(name + ": cannot be exported");
        }
    }

    private void write(String name, Layer layer) {
        if (layer instanceof BatchNormalization) {
            writeConvolution(name, inputs(name).get(0));
        } else if (layer instanceof ActivationLayer activation
                && activation.getActivationFn() instanceof ActivationReLU) {
            onnx.node("Relu", name, inputs(name));
        } else if (layer instanceof GlobalPoolingLayer pooling && pooling.getPoolingType() == PoolingType.AVG) {
            onnx.node("GlobalAveragePool", name + "_pooled", inputs(name));
            onnx.node("Flatten", name, List.of(name + "_pooled"));
        } else if (layer instanceof OutputLayer) {
            writeDiagnosis();
        } else if (!(layer instanceof ConvolutionLayer)) {
            throw new IllegalArgumentException(name + ": cannot be exported");
        }
    }

    /** One node for a normalisation and the convolution before it, which writes none of its own. */
    private void writeConvolution(String name, String convolution) {
        if (!(network.getLayer(convolution).conf().getLayer() instanceof ConvolutionLayer settings)) {
            throw new IllegalArgumentException(name + ": stands behind no convolution");
        }
        requirePlain(convolution, settings);
        FoldedConvolution folded = FoldedConvolution.of(network.getLayer(convolution), network.getLayer(name));
        int[] padding = settings.getPadding();
        onnx.node(
                "Conv",
                name,
                List.of(
                        inputs(convolution).get(0),
                        onnx.constant(name + "_weights", folded.weights(), folded.shape()),
                        onnx.constant(name + "_bias", folded.bias(), folded.bias().length)),
                attribute("kernel_shape", ints(settings.getKernelSize())),
                attribute("strides", ints(settings.getStride())),
                attribute("pads", List.of(padding[0], padding[1], padding[0], padding[1])));
    }

    /** What the nodes written here cannot say must not be there. */
    private static void requirePlain(String name, ConvolutionLayer settings) {
        boolean plain = !settings.hasBias()
                && settings.getConvolutionMode() == ConvolutionMode.Truncate
                && Arrays.equals(settings.getDilation(), new int[] {1, 1})
                && settings.getActivationFn() instanceof ActivationIdentity;
        if (!plain) {
            throw new IllegalArgumentException(
                    name + ": cannot be exported, has bias, dilation, padding by mode or activation");
        }
    }

    private void writeDiagnosis() {
        DiagnosisLayer layer = DiagnosisLayer.of(network);
        int channels = layer.channels();
        int categories = Category.values().length;
        onnx.node(
                "Gemm",
                LOGITS,
                List.of(
                        EMBEDDING,
                        onnx.constant("diagnosis_weights", layer.weights(), channels, categories),
                        onnx.constant("diagnosis_bias", layer.bias(), categories)));
        String contrast = onnx.constant("evidence_weights", layer.contrast(), 2, channels, 1, 1);
        onnx.node("Conv", "evidence", List.of(PneumoniaNetwork.FEATURES, contrast));
        onnx.node(
                "ReduceMax",
                ACTIVATION_MAP,
                List.of("evidence"),
                attribute("axes", List.of(1)),
                attribute("keepdims", 0));
        InputType features = Objects.requireNonNull(
                network.getConfiguration().getLayerActivationTypes(input).get(PneumoniaNetwork.FEATURES));
        long[] shape = features.getShape();
        onnx.output(LOGITS, categories);
        onnx.output(ACTIVATION_MAP, shape[1], shape[2]);
        onnx.output(EMBEDDING, channels);
    }

    private List<String> inputs(String name) {
        return Objects.requireNonNull(
                network.getConfiguration().getVertexInputs().get(name), () -> name + " has no inputs");
    }

    private static List<Integer> ints(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
