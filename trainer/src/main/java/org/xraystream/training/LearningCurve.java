package org.xraystream.training;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.xraystream.dataset.Example;
import org.xraystream.engine.Classifier;
import org.xraystream.engine.OnnxClassifier;
import org.xraystream.image.Preprocessing;
import org.xraystream.network.OnnxExporter;
import org.xraystream.training.TrainingProgress.Fit;

/**
 * Measures between epochs how well a network fits images it is trained on and images held out, without augmentation: the
 * two curves that show whether it learns by heart. Only shows; nothing is chosen by it, since the best epoch on images
 * from the same hospital is not the best one elsewhere.
 *
 * <p>Of each a sample, always the same, so that an epoch is not held up.
 */
final class LearningCurve {

    private static final int SAMPLE = 800;

    private final Preprocessing preprocessing;
    private final List<Example> training;
    private final List<Example> heldOut;

    LearningCurve(Preprocessing preprocessing, List<Example> training, List<Example> heldOut, long seed) {
        this.preprocessing = preprocessing;
        this.training = sample(training, seed);
        this.heldOut = sample(heldOut, seed);
    }

    /** One point of both curves. */
    record Point(Fit training, Fit heldOut) {}

    /** Measures the network with the weights that it has now. */
    Point measure(ComputationGraph network) {
        byte[] onnx = OnnxExporter.export(network, preprocessing.side());
        try (Classifier classifier = new OnnxClassifier(onnx, preprocessing)) {
            return new Point(
                    Answers.of(classifier, training).fit(),
                    Answers.of(classifier, heldOut).fit());
        } catch (OrtException e) {
            throw new IllegalStateException("the network in training does not run as its export", e);
        }
    }

    private static List<Example> sample(List<Example> examples, long seed) {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(seed));
        return List.copyOf(shuffled.subList(0, Math.min(SAMPLE, shuffled.size())));
    }
}
