package org.xraystream.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.GoldenCases;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.InvalidBundleException.Reason;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Sha256;
import org.xraystream.service.release.ContentFetcher;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.topic.Topics;

class ChampionInstallerTest {

    private final ModelBundle shipped = ModelBundle.shipped();
    private ServingModel serving;
    private ChampionInstaller installer;

    @BeforeEach
    void startServing() throws InvalidBundleException {
        serving = new ServingModel(Model.load(shipped, Engine.ONNX));
        installer = new ChampionInstaller(
                new ReleaseLoader(new ContentFetcher(List.of(), Topics.LARGEST_RECORD)),
                serving,
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stopServing() {
        serving.close();
    }

    @Test
    void putsAReleaseInForce() {
        ModelBundle next = version("v2");

        Replacement replacement = installer.install(release("v2", next.bytes(), next.sha256()));

        assertThat(replacement).isEqualTo(new Replacement.Installed("v2"));
        assertThat(inForce()).isEqualTo("v2");
    }

    @Test
    void refusesABundleWithAnotherHash() {
        refused(release("v2", version("v2").bytes(), "0".repeat(64)), Reason.WRONG_HASH);
    }

    @Test
    void refusesAReleaseThatIsNoZip() {
        byte[] text = "no zip at all".getBytes(StandardCharsets.UTF_8);
        refused(release("v2", text, Sha256.of(text)), Reason.NOT_A_BUNDLE);
    }

    @Test
    void refusesABundleOfAnotherVersion() {
        refused(release("v3", version("v2").bytes(), version("v2").sha256()), Reason.WRONG_VERSION);
    }

    @Test
    void refusesABundleWhoseGoldenOutputsDoNotMatch() {
        ModelBundle wrong = repacked("v2", falseGolden());

        refused(release("v2", wrong.bytes(), wrong.sha256()), Reason.GOLDEN_MISMATCH);
    }

    @Test
    void takesTheNewestThatLoadsAtTheStart() {
        ModelBundle good = version("v2");
        byte[] text = "no zip at all".getBytes(StandardCharsets.UTF_8);

        installer.releasedBefore(
                List.of(release("v3", text, Sha256.of(text)), release("v2", good.bytes(), good.sha256())));

        assertThat(inForce()).isEqualTo("v2");
    }

    @Test
    void leavesTheShadowAlone() {
        ModelBundle next = version("v2");

        installer.released(ModelRelease.newBuilder(release("v2", next.bytes(), next.sha256()))
                .setSlot(ModelSlot.SHADOW)
                .build());

        assertThat(inForce()).isEqualTo(shipped.manifest().version());
    }

    private void refused(ModelRelease release, Reason reason) {
        Replacement replacement = installer.install(release);

        assertThat(replacement)
                .isInstanceOfSatisfying(
                        Replacement.Refused.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
        assertThat(inForce()).isEqualTo(shipped.manifest().version());
    }

    private String inForce() {
        return serving.with(Model::version);
    }

    private ModelBundle version(String version) {
        return repacked(version, shipped.golden());
    }

    private GoldenCases falseGolden() {
        return new GoldenCases(shipped.golden().cases().stream()
                .map(golden -> new GoldenCases.Case(
                        golden.width(),
                        golden.height(),
                        golden.pixels(),
                        new float[] {9, -9, 9},
                        golden.activationMap(),
                        golden.embedding()))
                .toList());
    }

    private ModelBundle repacked(String version, GoldenCases golden) {
        BundleManifest manifest = shipped.manifest();
        return ModelBundle.pack(
                BundleManifest.of(
                        version,
                        shipped.preprocessing(),
                        manifest.calibration(),
                        manifest.thresholds(),
                        manifest.provenance()),
                shipped.network(),
                shipped.onnx(),
                golden,
                Map.of());
    }

    private static ModelRelease release(String version, byte[] bundle, String sha256) {
        return ModelRelease.newBuilder()
                .setSlot(ModelSlot.CHAMPION)
                .setVersion(version)
                .setSha256(sha256)
                .setBundle(ByteBuffer.wrap(bundle))
                .setScores(Map.of())
                .setReason("test")
                .setReleasedBy("test")
                .setReleasedAt(Instant.EPOCH)
                .build();
    }
}
