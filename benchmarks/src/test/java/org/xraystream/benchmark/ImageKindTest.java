package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.GreyImage;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.TestScans;

class ImageKindTest {

    private static final EncodedImage RADIOGRAPH = TestScans.radiograph(1, 0);

    @ParameterizedTest
    @CsvSource({"JPEG_224, 224", "JPEG_1500, 1500", "PNG_16_BIT, 2000", "DICOM_16_BIT, 2048"})
    void isReadBackAtItsSize(ImageKind kind, int side) throws Exception {
        GreyImage image = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS).decode(kind.of(RADIOGRAPH));

        assertThat(image.width()).isEqualTo(side);
        assertThat(image.height()).isEqualTo(side);
    }

    @Test
    void leavesThemAsTheyAre() {
        assertThat(ImageKind.AS_THEY_ARE.of(RADIOGRAPH)).isSameAs(RADIOGRAPH);
    }

    @Test
    void makesADetectorsImageAsLargeAsItIs() {
        assertThat(ImageKind.PNG_16_BIT.of(RADIOGRAPH).content().length).isGreaterThan(4_000_000);
    }
}
