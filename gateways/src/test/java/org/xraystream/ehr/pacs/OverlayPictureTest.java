package org.xraystream.ehr.pacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.ehr.TestEvents.NOON;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.xraystream.ehr.fhir.ModelResult;
import org.xraystream.event.Finding;
import org.xraystream.image.GreyImage;

class OverlayPictureTest {
    private static final int GREY = 100;
    private static final int WIDE = 2048;
    private static final int HIGH = 1536;

    @Test
    void laysTheMapOverTheRadiographWhereItsEvidenceIs() throws IOException {
        BufferedImage picture = picture(result(Finding.PNEUMONIA, Optional.of("0.9000"), Optional.of(rightHalf())));

        Color left = new Color(picture.getRGB(10, 300));
        Color right = new Color(picture.getRGB(OverlayPicture.LONGEST_SIDE - 10, 300));
        assertThat(left).isEqualTo(new Color(GREY, GREY, GREY));
        assertThat(right.getRed()).isGreaterThan(right.getGreen() + 60);
        assertThat(right.getGreen()).isGreaterThan(right.getBlue() + 30);
    }

    @Test
    void writesBelowTheRadiographAndNotOnIt() throws IOException {
        BufferedImage picture = picture(result(Finding.NORMAL, Optional.of("0.0500"), Optional.empty()));

        int radiograph = HIGH * OverlayPicture.LONGEST_SIDE / WIDE;
        assertThat(picture.getWidth()).isEqualTo(OverlayPicture.LONGEST_SIDE);
        assertThat(colours(picture, 0, radiograph)).containsOnly(new Color(GREY, GREY, GREY).getRGB());
        assertThat(colours(picture, radiograph, picture.getHeight())).contains(Color.WHITE.getRGB());
    }

    @Test
    void setsApartWhatIsUncertainOrWithdrawn() throws IOException {
        int warning = new Color(0xFFD400).getRGB();

        assertThat(colours(picture(result(Finding.UNCERTAIN, Optional.of("0.5000"), Optional.empty()))))
                .contains(warning);
        assertThat(colours(picture(result(Finding.UNCERTAIN, Optional.empty(), Optional.empty()))))
                .contains(warning);
        assertThat(colours(picture(result(Finding.PNEUMONIA, Optional.of("0.9000"), Optional.empty()))))
                .doesNotContain(warning);
    }

    @Test
    void keepsItsWordsInsideANarrowPicture() throws IOException {
        var narrow = new GreyImage.Bytes(64, 1000, new byte[64 * 1000], 0);

        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(
                OverlayPicture.png(narrow, result(Finding.UNCERTAIN, Optional.of("0.5000"), Optional.empty()))));

        int last = picture.getWidth() - 1;
        assertThat(IntStream.range(0, picture.getHeight()).map(y -> picture.getRGB(last, y)))
                .containsOnly(Color.BLACK.getRGB());
    }

    private static ModelResult result(Finding finding, Optional<String> probability, Optional<byte[]> map) {
        return new ModelResult("v1", finding, probability, map, NOON);
    }

    private static BufferedImage picture(ModelResult result) throws IOException {
        byte[] greys = new byte[WIDE * HIGH];
        Arrays.fill(greys, (byte) GREY);
        return ImageIO.read(
                new ByteArrayInputStream(OverlayPicture.png(new GreyImage.Bytes(WIDE, HIGH, greys, 0), result)));
    }

    private static byte[] rightHalf() throws IOException {
        var map = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        map.getRaster().setSample(1, 0, 0, 255);
        var out = new ByteArrayOutputStream();
        ImageIO.write(map, "png", out);
        return out.toByteArray();
    }

    private static int[] colours(BufferedImage picture) {
        return colours(picture, 0, picture.getHeight());
    }

    private static int[] colours(BufferedImage picture, int from, int to) {
        return picture.getRGB(0, from, picture.getWidth(), to - from, null, 0, picture.getWidth());
    }
}
