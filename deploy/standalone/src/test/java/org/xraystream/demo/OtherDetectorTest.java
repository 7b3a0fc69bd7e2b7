package org.xraystream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
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
import org.xraystream.synthetic.SyntheticRadiographs;

class OtherDetectorTest {

    private static final int CHESTS = 20;

    /** It is the story's reason: the champion must call more normals ill, but the gate must let most of them pass. */
    @Test
    void makesNormalChestsLookIll() throws Exception {
        var radiographs = SyntheticRadiographs.shipped();
        var random = new Random(3);
        int passed = 0;
        double before = 0;
        double after = 0;
        try (Model model = Model.load(ModelBundle.shipped(), Engine.ONNX)) {
            for (int i = 0; i < CHESTS; i++) {
                var image = new EncodedImage(
                        "image/jpeg", radiographs.draw(Category.NORMAL, random).jpeg());
                before += pneumonia(image, model).orElse(0.0);
                Optional<Double> retaken = pneumonia(OtherDetector.retake(image), model);
                passed += retaken.isPresent() ? 1 : 0;
                after += retaken.orElse(0.0);
            }
        }

        assertThat(passed).isGreaterThan(CHESTS / 2);
        assertThat(after).isGreaterThan(before);
    }

    private static Optional<Double> pneumonia(EncodedImage image, Model model) {
        var tags = new AcquisitionTags(Optional.of("CHEST"), Optional.of("AP"), OptionalInt.of(36));
        return ScanReader.ofPaediatricChests().read(image, tags, model) instanceof Reading.Classified classified
                ? Optional.of(classified.probabilities().pneumonia())
                : Optional.empty();
    }
}
