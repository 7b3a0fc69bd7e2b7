import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.engine.Classifier;
import org.xraystream.engine.Dl4jClassifier;
import org.xraystream.engine.OnnxClassifier;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.network.NetworkFile;
import org.xraystream.network.OneDnn;
import org.xraystream.network.OnnxExporter;
import org.xraystream.network.PneumoniaNetwork;

/**
 * Times the standard network: one image through each engine, normalisation included, and steps of training, with and
 * without oneDNN. Of many rounds the best counts, so that other work on the machine disturbs little.
 *
 * <pre>mvn -q -pl classifier compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * OMP_NUM_THREADS=1 java -cp "classifier/target/classes:$(cat classifier/target/classpath)" benchmarks/RunNetwork.java</pre>
 */
public final class RunNetwork {
    private static final PneumoniaNetwork DESIGN = PneumoniaNetwork.STANDARD;
    private static final Preprocessing PREPROCESSING = Preprocessing.standardised(DESIGN.side());
    private static final int BATCH = 32;

    private RunNetwork() {}

    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        ComputationGraph network = DESIGN.build(1, 0.001, 0.05);
        try (Classifier onnx = new OnnxClassifier(OnnxExporter.export(network, DESIGN.side()), PREPROCESSING)) {
            print("ONNX Runtime, ms an image", 1000 * best(1000, () -> onnx.classify(image())));
        }
        byte[] file = NetworkFile.write(network);
        for (String disabled : List.of("false", "true")) {
            System.setProperty("org.eclipse.deeplearning4j.helpers.disable", disabled);
            ComputationGraph trained = NetworkFile.read(file);
            String path = "Deeplearning4j (" + OneDnn.pathOf(trained) + "), ";
            try (Classifier dl4j = new Dl4jClassifier(file, PREPROCESSING, 1)) {
                print(path + "ms an image", 1000 * best(100, () -> dl4j.classify(image())));
            }
            INDArray pixels = Nd4j.rand(BATCH, 1, DESIGN.side(), DESIGN.side());
            INDArray labels = Nd4j.zeros(BATCH, 3);
            labels.getColumn(0).assign(1);
            Work step = () -> trained.fit(new INDArray[] {pixels}, new INDArray[] {labels});
            print(path + "training, images a second", BATCH / best(10, step));
        }
    }

    private static PreparedImage image() {
        byte[] pixels = new byte[DESIGN.side() * DESIGN.side()];
        new Random(1).nextBytes(pixels);
        return new PreparedImage(DESIGN.side(), DESIGN.side(), pixels);
    }

    /** Seconds of the fastest round, after as many for warming up. */
    private static double best(int rounds, Work work) throws Exception {
        double[] seconds = new double[2 * rounds];
        for (int round = 0; round < seconds.length; round++) {
            long start = System.nanoTime();
            work.run();
            seconds[round] = (System.nanoTime() - start) / 1e9;
        }
        return Arrays.stream(seconds, rounds, seconds.length).min().orElseThrow();
    }

    private static void print(String what, double value) {
        System.out.printf(Locale.ROOT, "%-60s %8.2f%n", what, value);
    }
}
