package org.xraystream.serving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.GoldenCases;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Sha256;

/** Releases by name, good and bad; all of the shipped network. */
public final class TestReleases {

    private static final ModelBundle SHIPPED = ModelBundle.shipped();

    private TestReleases() {}

    /** A champion that can be installed. */
    public static ModelRelease good(String version) {
        return release(version, repacked(version, SHIPPED.golden()).bytes());
    }

    /** A shadow that can be installed. */
    public static ModelRelease shadow(String version) {
        return ModelRelease.newBuilder(good(version)).setSlot(ModelSlot.SHADOW).build();
    }

    /** The same as a model, to be closed by the caller. */
    public static Model model(String version) throws InvalidBundleException {
        return Model.load(repacked(version, SHIPPED.golden()), Engine.ONNX);
    }

    /** A champion whose bytes are no zip. */
    public static ModelRelease noZip(String version) {
        return release(version, "no zip at all".getBytes(StandardCharsets.UTF_8));
    }

    /** A champion whose bundle is not the one announced. */
    public static ModelRelease withWrongHash(String version) {
        return ModelRelease.newBuilder(good(version)).setSha256("0".repeat(64)).build();
    }

    /** A champion whose bundle is of another version than announced. */
    public static ModelRelease withWrongVersion(String version) {
        return ModelRelease.newBuilder(good("other-than-" + version))
                .setVersion(version)
                .build();
    }

    /** A champion that promises outputs which its network does not give. */
    public static ModelRelease withFalseGolden(String version) {
        var falseGolden = new GoldenCases(SHIPPED.golden().cases().stream()
                .map(golden -> new GoldenCases.Case(
                        golden.width(),
                        golden.height(),
                        golden.pixels(),
                        new float[] {9, -9, 9},
                        golden.activationMap(),
                        golden.embedding()))
                .toList());
        return release(version, repacked(version, falseGolden).bytes());
    }

    private static ModelRelease release(String version, byte[] bundle) {
        return ModelRelease.newBuilder()
                .setSlot(ModelSlot.CHAMPION)
                .setVersion(version)
                .setSha256(Sha256.of(bundle))
                .setBundle(ByteBuffer.wrap(bundle))
                .setScores(Map.of())
                .setReason("test")
                .setReleasedBy("test")
                .setReleasedAt(Instant.EPOCH)
                .build();
    }

    private static ModelBundle repacked(String version, GoldenCases golden) {
        BundleManifest manifest = SHIPPED.manifest();
        return ModelBundle.pack(
                BundleManifest.of(
                        version,
                        SHIPPED.preprocessing(),
                        manifest.calibration(),
                        manifest.thresholds(),
                        manifest.provenance()),
                SHIPPED.network(),
                SHIPPED.onnx(),
                golden,
                Map.of());
    }
}
