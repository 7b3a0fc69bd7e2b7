package org.xraystream.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
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

    @Test
    void passesTheInputGateAndIsMostlyReadAsWhatItWasDrawnFrom() throws Exception {
        int right = 0;
        try (var model = Model.load(ModelBundle.shipped(), Engine.ONNX)) {
            for (Category category : Category.values()) {
                for (int seed = 0; seed < PER_CATEGORY; seed++) {
                    var image = new EncodedImage(
                            "image/jpeg",
                            radiographs.draw(category, new Random(seed)).jpeg());
                    Reading reading = ScanReader.ofPaediatricChests().read(image, AcquisitionTags.NONE, model);

                    assertThat(reading).isInstanceOf(Reading.Classified.class);
                    double pneumonia =
                            ((Reading.Classified) reading).probabilities().pneumonia();
                    right += pneumonia > 0.5 == (category != Category.NORMAL) ? 1 : 0;
                }
            }
        }
        assertThat(right / (3.0 * PER_CATEGORY)).isGreaterThan(0.85);
    }
}
