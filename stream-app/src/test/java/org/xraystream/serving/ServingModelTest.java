package org.xraystream.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void closesTheOldModelAfterItsLastReading() throws InvalidBundleException {
        Model first = Model.load(bundle, Engine.ONNX);
        try (var serving = new ServingModel(first)) {
            serving.replace(Model.load(bundle, Engine.ONNX));

            assertThatThrownBy(() -> first.judge(image)).isInstanceOf(IllegalStateException.class);
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
