package org.xraystream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.ModelBundle;

/** Both engines on the same pixels: what serves is what was trained. */
class EngineParityTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void enginesAgree(long seed) throws Exception {
        ModelBundle bundle = TestBundles.small(seed);
        PreparedImage image = TestPatterns.noiseInCorner(TestBundles.SIDE, seed);

        try (Classifier onnx = new OnnxClassifier(bundle.onnx(), bundle.preprocessing());
                Classifier dl4j = new Dl4jClassifier(bundle.network(), bundle.preprocessing(), 1)) {
            NetworkOutput served = onnx.classify(image);
            NetworkOutput trained = dl4j.classify(image);

            assertThat(served.logits()).containsExactly(trained.logits(), within(1e-4f));
            assertThat(served.embedding()).containsExactly(trained.embedding(), within(1e-4f));
            assertThat(served.activationMap().evidence())
                    .containsExactly(trained.activationMap().evidence(), within(1e-4f));
        }
    }
}
