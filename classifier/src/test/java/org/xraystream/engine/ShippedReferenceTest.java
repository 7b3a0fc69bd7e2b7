package org.xraystream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.QualityFlag;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.OtherPictures;
import org.xraystream.image.TestScans;
import org.xraystream.model.ModelBundle;
import org.xraystream.reading.Reading;
import org.xraystream.reading.ScanReader;

/** What the shipped model lets pass of pictures that are drawn; {@code RealRadiographsAreKnownTest} has real ones. */
class ShippedReferenceTest {

    private static final int PICTURES = 40;

    private static Model model;

    @BeforeAll
    static void load() throws Exception {
        model = Model.load(ModelBundle.shipped(), Engine.ONNX);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @EnumSource
    void catchesWhatIsNoChest(OtherPictures kind) {
        List<Reading> passed = LongStream.range(0, PICTURES)
                .mapToObj(seed -> read(kind.encoded(seed)))
                .filter(ShippedReferenceTest::isTrusted)
                .toList();

        assertThat(passed.size()).isLessThanOrEqualTo(PICTURES / 20);
    }

    /** Tests elsewhere send drawn chests through the shipped model. */
    @Test
    void refusesNoDrawnChestThoughItMayCallOneUnusual() {
        assertThat(LongStream.range(0, PICTURES).mapToObj(seed -> read(TestScans.radiograph(seed, 0.3))))
                .allMatch(Reading.Classified.class::isInstance);
    }

    private static boolean isTrusted(Reading reading) {
        return reading instanceof Reading.Classified classified
                && !classified.flags().contains(QualityFlag.UNUSUAL_IMAGE);
    }

    private static Reading read(EncodedImage image) {
        return ScanReader.ofPaediatricChests().read(image, AcquisitionTags.NONE, model);
    }
}
