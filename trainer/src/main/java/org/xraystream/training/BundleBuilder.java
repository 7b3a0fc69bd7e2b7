package org.xraystream.training;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Fingerprint;
import org.xraystream.engine.Classifier;
import org.xraystream.engine.Dl4jClassifier;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.engine.OnnxClassifier;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.RocCurve;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.Calibration;
import org.xraystream.model.FigureTable;
import org.xraystream.model.GoldenCases;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;
import org.xraystream.model.Thresholds;
import org.xraystream.network.NetworkFile;
import org.xraystream.network.OnnxExporter;
import org.xraystream.reference.Reference;
import org.xraystream.training.TrainingProgress.Epoch;

/**
 * Makes a bundle of a trained network: compiles it for serving, calibrates and chooses thresholds on held-out examples
 * with the compiled network, records what Deeplearning4j gives for the golden inputs, and accepts the result only if the
 * compiled network gives the same.
 *
 * <p>Calibration and thresholds see every fourth held-out example once more, as another device might have shown it. On
 * images of the one hospital alone the classes lie so far apart that any cut between them fits, and the one chosen lies
 * beside the normals of that hospital, in the midst of another's ({@code docs/decisions/012-what-makes-the-classifier-hold-elsewhere.md}).
 *
 * <p>A model trained on from another keeps the other's calibration and thresholds as long as there are too few held-out
 * examples to choose better ones by, and likewise its reference as long as that still knows the examples.
 */
final class BundleBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(BundleBuilder.class);

    /** Normals, and pneumonias, that a choice of thresholds needs: fewer cannot show a few percent of errors. */
    private static final int ENOUGH = 50;

    /** Place of these views' seeds among the training's ({@link TrainingRun}). */
    private static final long ELSEWHERE = 3;

    /** So few of these views that probabilities stay honest at home, where they are to be off by less than .03. */
    private static final int EVERY_FOURTH = 4;

    private final TrainingOrder order;
    private final Preprocessing preprocessing;
    private final Instant trainedAt;

    BundleBuilder(TrainingOrder order, Preprocessing preprocessing, Instant trainedAt) {
        this.order = order;
        this.preprocessing = preprocessing;
        this.trainedAt = trainedAt;
    }

    ModelBundle build(ComputationGraph network, List<Epoch> history) {
        byte[] file = NetworkFile.write(network);
        byte[] onnx = OnnxExporter.export(network, preprocessing.side());
        try {
            ModelBundle bundle = pack(file, onnx, history);
            Model.load(bundle, Engine.ONNX).close();
            return bundle;
        } catch (OrtException | IOException | InvalidBundleException e) {
            throw new IllegalStateException("the trained network does not run as its export", e);
        }
    }

    private ModelBundle pack(byte[] file, byte[] onnx, List<Epoch> history) throws OrtException, IOException {
        try (Classifier classifier = new OnnxClassifier(onnx, preprocessing)) {
            Answers heldOut = Answers.of(classifier, order.heldOut());
            List<Example> asElsewhere = asElsewhere();
            Answers chosenBy = asElsewhere.isEmpty() ? heldOut : heldOut.and(Answers.of(classifier, asElsewhere));
            BundleManifest manifest = manifest(heldOut, chosenBy);
            var curves = Map.of(
                    ModelBundle.TRAINING_CURVE, training(history).toCsv(),
                    ModelBundle.ROC_CURVE, roc(heldOut, manifest).toCsv());
            return ModelBundle.pack(manifest, file, onnx, golden(file), reference(classifier), curves);
        }
    }

    /** None for a model that will only read at home. */
    private List<Example> asElsewhere() {
        if (order.hyperparameters().homeShare() == 1) {
            return List.of();
        }
        return IntStream.iterate(0, i -> i < order.heldOut().size(), i -> i + EVERY_FOURTH)
                .mapToObj(i -> asElsewhere(order.heldOut().get(i), Seeds.of(order.seed(), ELSEWHERE, i)))
                .toList();
    }

    private static Example asElsewhere(Example example, long seed) {
        return new Example(
                example.id(),
                example.child(),
                example.truth(),
                Augmentation.elsewhere(example.image(), new SplittableRandom(seed)));
    }

    /** The network's own; else that of the model it started from, if it still knows the examples; else none. */
    private Optional<Reference> reference(Classifier classifier) {
        var fit = new ReferenceFit(classifier, order.training(), order.heldOut(), order.seed());
        Optional<Reference> reference =
                fit.fit().or(() -> order.start().flatMap(ModelBundle::reference).filter(fit::knows));
        if (reference.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("modelVersion", order.version())
                    .log("The model has too few examples to know what is unlike them: "
                            + "the input gate will refuse by the pixels alone");
        }
        return reference;
    }

    private GoldenCases golden(byte[] network) throws IOException {
        try (Classifier classifier = new Dl4jClassifier(network, preprocessing, 1)) {
            return GoldenPatterns.answeredBy(classifier, preprocessing.side());
        }
    }

    private BundleManifest manifest(Answers heldOut, Answers chosenBy) {
        boolean keep = order.start().isPresent() && !areEnough(heldOut);
        Calibration calibration = keep ? startManifest().calibration() : CalibrationFit.to(chosenBy);
        Thresholds thresholds =
                keep ? startManifest().thresholds() : UndecidedBand.STANDARD.choose(chosenBy, calibration);
        Provenance provenance = new Provenance(
                trainedAt,
                SoftwareVersion.current(),
                order.start().map(start -> start.manifest().version()).orElse(Provenance.RANDOM_WEIGHTS),
                Fingerprint.of(order.training()),
                Fingerprint.of(order.heldOut()),
                order.split(),
                order.seed(),
                order.hyperparameters().byName(),
                Evaluation.of(heldOut.judged(calibration, thresholds)).byName());
        return BundleManifest.of(order.version(), preprocessing, calibration, thresholds, provenance);
    }

    private BundleManifest startManifest() {
        return order.start().orElseThrow().manifest();
    }

    private static boolean areEnough(Answers answers) {
        long normals = answers.examples().stream()
                .filter(example -> !example.truth().isPneumonia())
                .count();
        return Math.min(normals, answers.examples().size() - normals) >= ENOUGH;
    }

    /** As {@link Epoch} says; those without augmentation are of {@link LearningCurve}. */
    private static FigureTable training(List<Epoch> history) {
        var columns = new LinkedHashMap<String, List<Double>>();
        columns.put("epoch", each(history, Epoch::epoch));
        columns.put("loss", each(history, Epoch::loss));
        columns.put("training_loss", each(history, epoch -> epoch.training().loss()));
        columns.put("training_accuracy", each(history, epoch -> epoch.training().accuracy()));
        columns.put("held_out_loss", each(history, epoch -> epoch.heldOut().loss()));
        columns.put("held_out_accuracy", each(history, epoch -> epoch.heldOut().accuracy()));
        return new FigureTable(columns);
    }

    private static FigureTable roc(Answers heldOut, BundleManifest manifest) {
        List<RocCurve.Point> points = RocCurve.points(heldOut.judged(manifest.calibration(), manifest.thresholds()));
        var columns = new LinkedHashMap<String, List<Double>>();
        columns.put("false_alarm_rate", each(points, RocCurve.Point::falseAlarmRate));
        columns.put("sensitivity", each(points, RocCurve.Point::sensitivity));
        return new FigureTable(columns);
    }

    private static <T> List<Double> each(List<T> lines, ToDoubleFunction<T> figure) {
        return lines.stream().mapToDouble(figure).boxed().toList();
    }
}
