package org.xraystream.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.InvalidBundleException.Reason;
import org.xraystream.model.ModelBundle;
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
        Replacement replacement = installer.install(TestReleases.good("v2"));

        assertThat(replacement).isEqualTo(new Replacement.Installed("v2"));
        assertThat(inForce()).isEqualTo("v2");
    }

    @Test
    void refusesABundleWithAnotherHash() {
        refused(TestReleases.withWrongHash("v2"), Reason.WRONG_HASH);
    }

    @Test
    void refusesAReleaseThatIsNoZip() {
        refused(TestReleases.noZip("v2"), Reason.NOT_A_BUNDLE);
    }

    @Test
    void refusesABundleOfAnotherVersion() {
        refused(TestReleases.withWrongVersion("v2"), Reason.WRONG_VERSION);
    }

    @Test
    void refusesABundleWhoseGoldenOutputsDoNotMatch() {
        refused(TestReleases.withFalseGolden("v2"), Reason.GOLDEN_MISMATCH);
    }

    @Test
    void takesTheNewestThatLoadsAtTheStart() {
        installer.releasedBefore(List.of(TestReleases.noZip("v3"), TestReleases.good("v2"), TestReleases.good("v1")));

        assertThat(inForce()).isEqualTo("v2");
    }

    @Test
    void leavesTheShadowAlone() {
        installer.released(ModelRelease.newBuilder(TestReleases.good("v2"))
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
}
