package org.xraystream.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.Category;
import org.xraystream.model.ModelBundle;
import org.xraystream.reading.Reading;
import org.xraystream.reading.ScanReader;

class SyntheticRadiographsTest {
    private static final int PER_CATEGORY = 40;

    private final SyntheticRadiographs radiographs = SyntheticRadiographs.shipped();

    @Test
    void drawsTheSameFromTheSameSeedAndOthersFromOthers() {
        byte[] image = radiographs.draw(new Random(1)).jpeg();

        assertThat(radiographs.draw(new Random(1)).jpeg()).isEqualTo(image);
        assertThat(radiographs.draw(new Random(2)).jpeg()).isNotEqualTo(image);
    }

    @Test
    void drawsEveryCategory() {
        var random = new Random(1);

        assertThat(random.ints(30).mapToObj(i -> radiographs.draw(random).truth()))
                .contains(Category.values());
    }

    /** By the order of the probabilities, since where the thresholds lie is the model's own affair. */
    @Test
    void passesTheInputGateAndIsReadAsWhatItWasDrawnFrom() throws Exception {
        List<JudgedExample> judged = new ArrayList<>();
        try (var model = Model.load(ModelBundle.shipped(), Engine.ONNX)) {
            for (Category category : Category.values()) {
                for (int seed = 0; seed < PER_CATEGORY; seed++) {
                    var image = new EncodedImage(
                            "image/jpeg",
                            radiographs.draw(category, new Random(seed)).jpeg());
                    Reading reading = ScanReader.ofPaediatricChests().read(image, AcquisitionTags.NONE, model);

                    assertThat(reading)
                            .isInstanceOfSatisfying(
                                    Reading.Classified.class,
                                    classified -> judged.add(new JudgedExample(
                                            "child", category, classified.probabilities(), classified.finding())));
                }
            }
        }
        assertThat(Evaluation.of(judged).auc()).isGreaterThan(0.95);
    }
}
