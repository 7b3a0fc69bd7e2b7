package org.xraystream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Calibration;
import org.xraystream.model.GoldenCases;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.InvalidBundleException.Reason;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Probabilities;
import org.xraystream.reference.Reference;
import org.xraystream.reference.TestReferences;

class ModelTest {

    @ParameterizedTest
    @EnumSource
    void judgesByItsOwnCalibrationAndThresholds(Engine engine) throws Exception {
        ModelBundle bundle = TestBundles.small(1);

        try (Model model = Model.load(bundle, engine)) {
            Judgement judgement = model.judge(TestPatterns.noise(TestBundles.SIDE, 5));

            Probabilities expected =
                    new Calibration(1.5).probabilities(judgement.output().logits());
            assertThat(judgement.probabilities()).isEqualTo(expected);
            assertThat(judgement.finding())
                    .isEqualTo(bundle.manifest().thresholds().finding(expected));
            assertThat(model.version()).isEqualTo("small-1");
            assertThat(model.sha256()).isEqualTo(bundle.sha256());
        }
    }

    @ParameterizedTest
    @EnumSource
    void comparesWithItsReference(Engine engine) throws Exception {
        ModelBundle bundle = TestBundles.small(1);
        Reference reference = TestReferences.ofUnitVariance(embeddingSize(bundle), 3);
        PreparedImage image = TestPatterns.noise(TestBundles.SIDE, 5);

        try (Model model = Model.load(TestBundles.with(reference, bundle), engine);
                Model without = Model.load(bundle, engine)) {
            Judgement judgement = model.judge(image);

            assertThat(judgement.likeness())
                    .contains(reference.likeness(image, judgement.output().embedding()));
            assertThat(without.judge(image).likeness()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAReferenceOfAnotherNetwork(Engine engine) {
        ModelBundle bundle = TestBundles.small(1);
        Reference other = TestReferences.ofUnitVariance(embeddingSize(bundle) + 1, 3);

        assertRefused(TestBundles.with(other, bundle), engine, Reason.INCOMPLETE);
    }

    @ParameterizedTest
    @EnumSource
    void refusesANetworkThatIsNotTheOneOfTheGoldenOutputs(Engine engine) {
        ModelBundle one = TestBundles.small(1);
        ModelBundle other = TestBundles.small(2);
        ModelBundle mixed = ModelBundle.pack(one.manifest(), one.network(), one.onnx(), other.golden(), Map.of());

        assertRefused(mixed, engine, Reason.GOLDEN_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource
    void refusesBytesThatTheEngineCannotLoad(Engine engine) {
        ModelBundle whole = TestBundles.small(1);
        byte[] junk = {1, 2, 3};
        ModelBundle broken = ModelBundle.pack(whole.manifest(), junk, junk, whole.golden(), Map.of());

        assertRefused(broken, engine, Reason.LOAD_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void refusesGoldenInputsOfAnotherSize(Engine engine) {
        ModelBundle whole = TestBundles.small(1);
        PreparedImage small = TestPatterns.noise(8, 1);
        GoldenCases golden = new GoldenCases(
                List.of(new GoldenCases.Case(8, 8, small.pixels(), new float[3], new float[64], new float[8])));
        ModelBundle broken = ModelBundle.pack(whole.manifest(), whole.network(), whole.onnx(), golden, Map.of());

        assertRefused(broken, engine, Reason.LOAD_FAILED);
    }

    private static int embeddingSize(ModelBundle bundle) {
        return bundle.golden().cases().get(0).embedding().length;
    }

    private static void assertRefused(ModelBundle bundle, Engine engine, Reason reason) {
        assertThatThrownBy(() -> Model.load(bundle, engine).close())
                .asInstanceOf(type(InvalidBundleException.class))
                .extracting(InvalidBundleException::reason)
                .isEqualTo(reason);
    }
}
