package org.xraystream.benchmark;

import java.nio.FloatBuffer;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.xraystream.engine.OnnxClassifier;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.ModelBundle;

/** The cases of {@link EngineBenchmark}, for JMH. */
@State(Scope.Thread)
public class EngineCases {

    /** Engines that are compared. */
    public enum Engine {
        ONNX_RUNTIME,
        DL4J_ONEDNN,
        DL4J_STOCK
    }

    /** Which engine. */
    @Param
    public Engine engine = Engine.ONNX_RUNTIME;

    private interface Network {
        float[] answer(PreparedImage image);
    }

    private Network network = image -> new float[0];
    private PreparedImage image = new PreparedImage(1, 1, new byte[1]);

    /** Loads the network. */
    @Setup
    public void load() throws Exception {
        ModelBundle bundle = ModelBundle.shipped();
        int side = bundle.preprocessing().side();
        byte[] pixels = new byte[side * side];
        new Random(1).nextBytes(pixels);
        image = new PreparedImage(side, side, pixels);
        network = switch (engine) {
            case ONNX_RUNTIME -> onnx(bundle);
            case DL4J_ONEDNN -> dl4j(StockNetwork.readWithOneDnn(bundle.network(), side), bundle.preprocessing());
            case DL4J_STOCK -> dl4j(StockNetwork.read(bundle.network(), side), bundle.preprocessing());
        };
    }

    private static Network onnx(ModelBundle bundle) throws Exception {
        var classifier = new OnnxClassifier(bundle.onnx(), bundle.preprocessing());
        return image -> classifier.classify(image).logits();
    }

    private static Network dl4j(ComputationGraph graph, Preprocessing preprocessing) {
        int side = preprocessing.side();
        return image -> {
            float[] pixels = new float[side * side];
            preprocessing.normalise(image, FloatBuffer.wrap(pixels));
            try (INDArray input = Nd4j.create(pixels, new long[] {1, 1, side, side}, 'c')) {
                return graph.output(input)[0].toFloatVector();
            }
        };
    }

    /** One image. */
    @Benchmark
    public float[] classify() {
        return network.answer(image);
    }
}
