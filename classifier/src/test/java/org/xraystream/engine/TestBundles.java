package org.xraystream.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.Calibration;
import org.xraystream.model.DataFingerprint;
import org.xraystream.model.GoldenCases;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;
import org.xraystream.model.Thresholds;
import org.xraystream.network.NetworkFile;
import org.xraystream.network.OnnxExporter;
import org.xraystream.network.TestNetworks;
import org.xraystream.reference.Reference;

/** Bundles of small networks, whole in every part. */
public final class TestBundles {

    public static final int SIDE = TestNetworks.SMALL.side();
    public static final Preprocessing PREPROCESSING = Preprocessing.standardised(SIDE);

    private TestBundles() {}

    public static ModelBundle small(long seed) {
        ComputationGraph network = TestNetworks.small(seed);
        byte[] file = NetworkFile.write(network);
        return ModelBundle.pack(
                manifest("small-" + seed), file, OnnxExporter.export(network, SIDE), golden(file), Map.of());
    }

    /** The same bundle with a reference. */
    public static ModelBundle with(Reference reference, ModelBundle bundle) {
        return ModelBundle.pack(
                bundle.manifest(), bundle.network(), bundle.onnx(), bundle.golden(), Optional.of(reference), Map.of());
    }

    public static BundleManifest manifest(String version) {
        DataFingerprint data = new DataFingerprint(10, 5, "0".repeat(64));
        Provenance provenance = new Provenance(
                Instant.parse("2026-01-02T03:04:05Z"),
                "0.1.0",
                Provenance.RANDOM_WEIGHTS,
                data,
                data,
                "by child",
                7,
                new TreeMap<>(Map.of("epochs", "1")),
                new TreeMap<>(Map.of("auc", 0.5)));
        return BundleManifest.of(version, PREPROCESSING, new Calibration(1.5), new Thresholds(0.4, 0.6), provenance);
    }

    /** What Deeplearning4j gives for a pattern. */
    public static GoldenCases golden(byte[] network) {
        PreparedImage image = TestPatterns.noise(SIDE, 11);
        try (Classifier classifier = new Dl4jClassifier(network, PREPROCESSING, 1)) {
            NetworkOutput output = classifier.classify(image);
            return new GoldenCases(List.of(new GoldenCases.Case(
                    SIDE,
                    SIDE,
                    image.pixels(),
                    output.logits(),
                    output.activationMap().evidence(),
                    output.embedding())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
