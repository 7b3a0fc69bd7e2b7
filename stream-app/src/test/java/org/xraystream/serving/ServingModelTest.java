package org.xraystream.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;

class ServingModelTest {

    private final ModelBundle bundle = ModelBundle.shipped();
    private final PreparedImage image = bundle.golden().cases().get(0).image();

    @Test
    void finishesAReadingOnTheModelItBeganWith() throws InvalidBundleException {
        Model first = Model.load(bundle, Engine.ONNX);
        try (var serving = new ServingModel(first)) {
            Model second = Model.load(bundle, Engine.ONNX);

            double probability = serving.<Double>with(model -> {
                serving.replace(second);
                assertThat(serving.<Model>with(next -> next)).isSameAs(second);
                return model.judge(image).probabilities().normal();
            });

            assertThat(probability).isBetween(0.0, 1.0);
        }
    }

    @Test
    void letsTheOldChampionWatchTheNewOneUntilAnotherTakesThatPlace() throws InvalidBundleException {
        Model first = TestReleases.model("v1");
        try (var serving = new ServingModel(first)) {
            serving.replace(TestReleases.model("v2"));
            assertThat(serving.withShadow(Model::version)).contains("v1");
            assertThat(first.judge(image)).isNotNull();

            serving.replaceShadow(TestReleases.model("v3"));

            assertThat(serving.withShadow(Model::version)).contains("v3");
            assertThatThrownBy(() -> first.judge(image)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void finishesAShadowsReadingBeforeClosingIt() throws InvalidBundleException {
        Model shadow = TestReleases.model("v2");
        try (var serving = new ServingModel(TestReleases.model("v1"))) {
            serving.replaceShadow(shadow);

            Optional<Double> probability = serving.withShadow(model -> {
                try {
                    serving.replaceShadow(TestReleases.model("v3"));
                } catch (InvalidBundleException e) {
                    throw new AssertionError(e);
                }
                return model.judge(image).probabilities().normal();
            });

            assertThat(probability).isPresent();
            assertThatThrownBy(() -> shadow.judge(image)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closesAModelThatWouldWatchItself() throws InvalidBundleException {
        Model same = TestReleases.model("v1");
        try (var serving = new ServingModel(TestReleases.model("v1"))) {
            serving.replaceShadow(TestReleases.model("v0"));

            serving.replaceShadow(same);

            assertThat(serving.shadowVersion()).isEmpty();
            assertThatThrownBy(() -> same.judge(image)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void letsAFailedReadingGoOfItsModel() throws InvalidBundleException {
        Model first = Model.load(bundle, Engine.ONNX);
        try (var serving = new ServingModel(first)) {
            assertThatThrownBy(() -> serving.with(model -> {
                        throw new IllegalArgumentException("fails");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            serving.replace(Model.load(bundle, Engine.ONNX));

            assertThatThrownBy(() -> first.judge(image)).isInstanceOf(IllegalStateException.class);
        }
    }
}
