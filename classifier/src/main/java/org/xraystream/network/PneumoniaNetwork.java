package org.xraystream.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.xraystream.model.Category;

/**
 * The design of the network: a small residual network over one grey channel.
 *
 * <p>A stem (3 x 3, stride 2) is followed by residual blocks of two 3 x 3 convolutions (He et al., "Deep Residual
 * Learning for Image Recognition", CVPR 2016); a block that has other than its predecessor's channels halves the side,
 * with a 1 x 1 convolution on its shortcut. Every convolution is followed by batch normalisation and has no bias.
 * Global average pooling stands before the one dense layer, which makes the class activation map a 1 x 1 convolution
 * with that layer's weights.
 *
 * <p>Shapes: pixels [N, 1, side, side] in; {@value #FEATURES} [N, C, side / 2^k, side / 2^k]; {@value #EMBEDDING}
 * [N, C]; {@value #DIAGNOSIS} [N, 3], a softmax over {@link Category}.
 *
 * @param side rows and columns of the input
 * @param channels of the stem, then of each block
 */
public record PneumoniaNetwork(int side, List<Integer> channels) {

    /** Name of the input. */
    public static final String PIXELS = "pixels";
    /** Name of the last feature maps. */
    public static final String FEATURES = "features";
    /** Name of the features averaged over the image. */
    public static final String EMBEDDING = "embedding";
    /** Name of the output layer. */
    public static final String DIAGNOSIS = "diagnosis";

    /** The design in service: 0.7 million parameters, 82 million multiplications an image, an activation map of 8 x 8. */
    public static final PneumoniaNetwork STANDARD = new PneumoniaNetwork(128, List.of(16, 32, 64, 64, 128, 128));

    public PneumoniaNetwork {
        channels = List.copyOf(channels);
        if (channels.size() < 2 || channels.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("channels: " + channels + " given, two or more positive numbers needed");
        }
        long halvings = 1 + halvings(channels);
        if (side < 1 || side % (1 << halvings) != 0) {
            throw new IllegalArgumentException(
                    "side: " + side + " given, a multiple of " + (1 << halvings) + " needed for channels " + channels);
        }
    }

    /**
     * Builds the network with random weights (He et al., "Delving Deep into Rectifiers", ICCV 2015).
     *
     * @param seed same seed, same weights
     * @param learningRate of Adam
     * @param weightDecay of the weights, decoupled from Adam (Loshchilov and Hutter, "Decoupled Weight Decay
     *     Regularization", ICLR 2019)
     */
    public ComputationGraph build(long seed, double learningRate, double weightDecay) {
        OneDnn.enable();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.RELU)
                .updater(new Adam(learningRate))
                .weightDecay(weightDecay)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(PIXELS)
                .setInputTypes(InputType.convolutional(side, side, 1));
        String last = rectified(graph, "stem", convolution(graph, "stem", PIXELS, channels.get(0), 3, 2));
        for (int block = 1; block < channels.size(); block++) {
            boolean isLast = block == channels.size() - 1;
            last = block(
                    graph, isLast ? FEATURES : "block" + block, last, channels.get(block - 1), channels.get(block));
        }
        graph.addLayer(EMBEDDING, new GlobalPoolingLayer(PoolingType.AVG), last)
                .addLayer(DIAGNOSIS, outputLayer(), EMBEDDING)
                .setOutputs(DIAGNOSIS);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        FastBatchNormHelper.installIn(network);
        return network;
    }

    private static long halvings(List<Integer> channels) {
        long count = 0;
        for (int block = 1; block < channels.size(); block++) {
            count += channels.get(block).equals(channels.get(block - 1)) ? 0 : 1;
        }
        return count;
    }

    private static String block(GraphBuilder graph, String name, String input, int channelsIn, int channelsOut) {
        int stride = channelsIn == channelsOut ? 1 : 2;
        String first = rectified(graph, name + "-a", convolution(graph, name + "-a", input, channelsOut, 3, stride));
        String second = convolution(graph, name + "-b", first, channelsOut, 3, 1);
        String shortcut = stride == 1 ? input : convolution(graph, name + "-shortcut", input, channelsOut, 1, stride);
        graph.addVertex(name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), second, shortcut);
        graph.addLayer(name, new ActivationLayer(Activation.RELU), name + "-sum");
        return name;
    }

    private static String convolution(
            GraphBuilder graph, String name, String input, int channels, int size, int stride) {
        graph.addLayer(
                name + "-convolution",
                new ConvolutionLayer.Builder(size, size)
                        .stride(stride, stride)
                        .padding(size / 2, size / 2)
                        .nOut(channels)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                input);
        // The variance as it is, not its logarithm: then the mean of several networks' weights has a meaning.
        graph.addLayer(
                name + "-norm",
                new BatchNormalization.Builder().useLogStd(false).build(),
                name + "-convolution");
        return name + "-norm";
    }

    private static String rectified(GraphBuilder graph, String name, String input) {
        graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
        return name;
    }

    private static OutputLayer outputLayer() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(Category.values().length)
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
