package org.xraystream.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
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
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.topic.Topics;

class ModelInstallerTest {

    private final ModelBundle shipped = ModelBundle.shipped();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private ServingModel serving;
    private ModelInstaller installer;

    @BeforeEach
    void startServing() throws InvalidBundleException {
        serving = new ServingModel(Model.load(shipped, Engine.ONNX));
        installer = new ModelInstaller(loader(), serving, metrics);
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
    void tellsWhichModelsAreInForce() {
        installer.install(TestReleases.good("v2"));

        assertThat(metrics.find("xraystream.models").gauges())
                .extracting(gauge ->
                        gauge.getId().getTag("slot") + " " + gauge.getId().getTag("modelVersion"))
                .containsExactlyInAnyOrder(
                        "champion v2", "shadow " + shipped.manifest().version());
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
    void putsAShadowBesideTheChampion() {
        installer.released(TestReleases.shadow("v2"));

        assertThat(inForce()).isEqualTo(shipped.manifest().version());
        assertThat(serving.shadowVersion()).contains("v2");
    }

    @Test
    void keepsTheShadowWhenTheNextIsInvalid() {
        installer.released(TestReleases.shadow("v2"));

        installer.released(ModelRelease.newBuilder(TestReleases.withFalseGolden("v3"))
                .setSlot(ModelSlot.SHADOW)
                .build());

        assertThat(inForce()).isEqualTo(shipped.manifest().version());
        assertThat(serving.shadowVersion()).contains("v2");
    }

    @Test
    void letsAShadowThatBecomesChampionBeWatchedByItsPredecessor() {
        installer.released(TestReleases.shadow("v2"));

        installer.released(TestReleases.good("v2"));

        assertThat(inForce()).isEqualTo("v2");
        assertThat(serving.shadowVersion()).contains(shipped.manifest().version());
    }

    /** What an instance has that heard of each release when it came, one has that starts later. */
    @Test
    void startsWithTheModelsOfAnInstanceThatHeardOfEachRelease() {
        List<ModelRelease> releases = List.of(
                at(1, TestReleases.good("v1")),
                at(2, TestReleases.shadow("s1")),
                at(3, TestReleases.good("v2")),
                at(4, TestReleases.noZip("v3")));
        releases.forEach(installer::released);
        try (var startedLater = new ServingModel(TestReleases.model("shipped"))) {
            new ModelInstaller(loader(), startedLater, new SimpleMeterRegistry())
                    .releasedBefore(List.of(releases.get(3), releases.get(2), releases.get(0), releases.get(1)));

            assertThat(startedLater.<String>with(Model::version))
                    .isEqualTo(inForce())
                    .isEqualTo("v2");
            assertThat(startedLater.shadowVersion())
                    .isEqualTo(serving.shadowVersion())
                    .contains("v1");
        } catch (InvalidBundleException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void startsWithAShadowThatWasReleasedAfterTheChampion() {
        installer.releasedBefore(List.of(
                at(2, TestReleases.good("v2")),
                at(1, TestReleases.good("v1")),
                at(
                        4,
                        ModelRelease.newBuilder(TestReleases.noZip("s2"))
                                .setSlot(ModelSlot.SHADOW)
                                .build()),
                at(3, TestReleases.shadow("s1"))));

        assertThat(inForce()).isEqualTo("v2");
        assertThat(serving.shadowVersion()).contains("s1");
    }

    private static ModelRelease at(int second, ModelRelease release) {
        return ModelRelease.newBuilder(release)
                .setReleasedAt(Instant.ofEpochSecond(second))
                .build();
    }

    private static ReleaseLoader loader() {
        return new ReleaseLoader(new ContentFetcher(List.of(), Topics.LARGEST_RECORD));
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
