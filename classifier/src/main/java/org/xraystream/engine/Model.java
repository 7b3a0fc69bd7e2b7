package org.xraystream.engine;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Optional;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.InvalidBundleException.Reason;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Probabilities;
import org.xraystream.reference.Reference;

/**
 * A bundle in service: loaded, found to give the outputs it must give, and warm.
 *
 * <p>Safe for use by several threads at once. Closing releases native memory; no call may be under way or follow.
 */
public final class Model implements Judge, AutoCloseable {

    /** Runs before the first image, so that it is as fast as those after it. */
    private static final int WARM_UP_RUNS = 20;

    private final BundleManifest manifest;
    private final String sha256;
    private final Preprocessing preprocessing;
    private final Optional<Reference> reference;
    private final Classifier classifier;

    private Model(ModelBundle bundle, Classifier classifier) {
        this.manifest = bundle.manifest();
        this.sha256 = bundle.sha256();
        this.preprocessing = bundle.preprocessing();
        this.reference = bundle.reference();
        this.classifier = classifier;
    }

    /**
     * Loads a bundle. Takes well under a second and much more processor time than an image; nothing is left open if it
     * fails.
     *
     * @throws InvalidBundleException with LOAD_FAILED if the engine cannot load the network, with GOLDEN_MISMATCH if its
     *     outputs for the golden inputs are not those in the bundle, with INCOMPLETE if its reference is another network's
     */
    public static Model load(ModelBundle bundle, Engine engine) throws InvalidBundleException {
        Classifier classifier = open(bundle, engine);
        try {
            GoldenCheck.run(classifier, bundle.golden());
            requireReferenceOfItsOwn(bundle);
            PreparedImage image = bundle.golden().cases().get(0).image();
            for (int run = 0; run < WARM_UP_RUNS; run++) {
                classifier.classify(image);
            }
            return new Model(bundle, classifier);
        } catch (InvalidBundleException e) {
            classifier.close();
            throw e;
        } catch (RuntimeException e) {
            classifier.close();
            throw new InvalidBundleException(Reason.LOAD_FAILED, e);
        }
    }

    /** Runs the network on one image, calibrates and decides. */
    @Override
    public Judgement judge(PreparedImage image) {
        NetworkOutput output = classifier.classify(image);
        Probabilities probabilities = manifest.calibration().probabilities(output.logits());
        return new Judgement(
                manifest.thresholds().finding(probabilities),
                probabilities,
                output,
                reference.map(known -> known.likeness(image, output.embedding())));
    }

    /** What the bundle says of itself. */
    public BundleManifest manifest() {
        return manifest;
    }

    /** The model's version. */
    public String version() {
        return manifest.version();
    }

    /** Hash of the bundle. */
    public String sha256() {
        return sha256;
    }

    @Override
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    @Override
    public void close() {
        classifier.close();
    }

    private static void requireReferenceOfItsOwn(ModelBundle bundle) throws InvalidBundleException {
        int size = bundle.golden().cases().get(0).embedding().length;
        if (bundle.reference().isPresent() && bundle.reference().get().embeddingSize() != size) {
            throw new InvalidBundleException(Reason.INCOMPLETE, "the reference is not for an embedding of " + size);
        }
    }

    private static Classifier open(ModelBundle bundle, Engine engine) throws InvalidBundleException {
        try {
            return switch (engine) {
                case ONNX -> new OnnxClassifier(bundle.onnx(), bundle.preprocessing());
                case DL4J ->
                    new Dl4jClassifier(
                            bundle.network(),
                            bundle.preprocessing(),
                            Runtime.getRuntime().availableProcessors());
            };
        } catch (OrtException | IOException | RuntimeException e) {
            throw new InvalidBundleException(Reason.LOAD_FAILED, e);
        }
    }
}
