package org.xraystream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xraystream.gate.RejectionReason;
import org.xraystream.gate.UnacceptableImageException;

class DecoderByContentTest {
    private final ImageDecoder decoder = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);

    @Test
    void decodesPngOfEightBitsExactly() throws UnacceptableImageException {
        GreyImage image = decoder.decode(TestScans.png8());

        int[] drawn = new DrawnChest(1, 0).draw(image.width(), image.height(), 0xff);
        assertThat(image).isInstanceOf(GreyImage.Bytes.class);
        assertThat(samples(image)).isEqualTo(drawn);
        assertThat(image.chroma()).isZero();
    }

    @Test
    void keepsAllSixteenBits() throws UnacceptableImageException {
        GreyImage image = decoder.decode(TestScans.png16());

        int[] drawn = new DrawnChest(1, 0).draw(image.width(), image.height(), 0xffff);
        assertThat(image.maximum()).isEqualTo(0xffff);
        assertThat(samples(image)).isEqualTo(drawn);
    }

    static Stream<EncodedImage> jpegs() {
        return Stream.of(TestScans.greyJpeg(), TestScans.colourCodedGreyJpeg(), TestScans.adobeRgbJpeg());
    }

    @ParameterizedTest
    @MethodSource("jpegs")
    void findsTheSameGreyInEveryCodingOfJpeg(EncodedImage jpeg) throws UnacceptableImageException {
        GreyImage image = decoder.decode(jpeg);

        int[] drawn = new DrawnChest(1, 0).draw(image.width(), image.height(), 0xff);
        int[] decoded = samples(image);
        double meanError = IntStream.range(0, drawn.length)
                .map(i -> Math.abs(drawn[i] - decoded[i]))
                .average()
                .orElseThrow();
        assertThat(meanError).isLessThan(3);
        assertThat(image.chroma()).isLessThan(1);
    }

    @Test
    void measuresTheColourOfAPhotograph() throws UnacceptableImageException {
        GreyImage image = decoder.decode(TestScans.colourPhotograph());

        assertThat(image.chroma()).isGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"ff0000,76,170.5", "00ff00,150,191.2", "0000ff,29,148.2", "808080,128,0", "ffffff,255,0"})
    void weighsColoursAsBt601(String colour, int luma, double chroma) throws UnacceptableImageException {
        var picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        int rgb = Integer.parseInt(colour, 16);
        picture.setRGB(
                0, 0, 64, 64, IntStream.generate(() -> rgb).limit(64 * 64).toArray(), 0, 64);

        GreyImage image = decoder.decode(TestScans.png(picture));

        assertThat(image.sample(5, 5)).isEqualTo(luma);
        assertThat(image.chroma()).isCloseTo(chroma, within(1.0));
    }

    @Test
    void paintsTheTransparentBlack() throws UnacceptableImageException {
        var picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(1, 0, 0xffffffff);
        picture.setRGB(2, 0, 0x80ffffff);
        picture.setRGB(3, 0, 0x00ffffff);

        GreyImage image = decoder.decode(TestScans.png(picture));

        assertThat(new int[] {image.sample(1, 0), image.sample(2, 0), image.sample(3, 0)})
                .containsExactly(255, 128, 0);
    }

    @Test
    void looksUpThePalette() throws UnacceptableImageException {
        byte[] levels = {10, (byte) 200};
        var palette = new IndexColorModel(1, 2, levels, levels, levels);
        var picture = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setSample(7, 3, 0, 1);

        GreyImage image = decoder.decode(TestScans.png(picture));

        assertThat(image.sample(7, 3)).isEqualTo(200);
        assertThat(image.sample(7, 4)).isEqualTo(10);
    }

    @Test
    void goesByContentNotByClaim() throws UnacceptableImageException {
        GreyImage image = decoder.decode(
                new EncodedImage("application/x-nonsense", TestScans.png8().content()));

        assertThat(image.width()).isEqualTo(640);
    }

    @Test
    void refusesEveryCutOfAJpeg() {
        assertEveryCutIsRefused(TestScans.greyJpeg());
    }

    @Test
    void refusesEveryCutOfAPng() {
        assertEveryCutIsRefused(TestScans.png8());
    }

    @Test
    void refusesAJpegThatEndsTooEarlyEvenWithAnEndMarker() {
        byte[] whole = TestScans.greyJpeg().content();
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;

        assertThatThrownBy(() -> decoder.decode(new EncodedImage("image/jpeg", cut)))
                .isInstanceOfSatisfying(
                        UnacceptableImageException.class,
                        e -> assertThat(e.reason()).isEqualTo(RejectionReason.UNREADABLE));
    }

    /** Whatever the bytes: an image or a reason, never another exception. */
    @Test
    void survivesFlippedBytes() {
        var random = new Random(7);
        for (EncodedImage image :
                new EncodedImage[] {TestScans.greyJpeg(), TestScans.adobeRgbJpeg(), TestScans.png8()}) {
            for (int i = 0; i < 150; i++) {
                byte[] content = image.content().clone();
                int place = i < 75 ? random.nextInt(300) : random.nextInt(content.length);
                content[place] = (byte) random.nextInt(256);
                assertImageOrReason(content);
            }
        }
    }

    @Test
    void refusesMoreBytesThanAllowed() {
        var strict = DecoderByContent.ofAllFormats(new ImageLimits(64, 1000, 1_000_000, 1000));

        assertThatThrownBy(() -> strict.decode(TestScans.png8()))
                .isInstanceOfSatisfying(
                        UnacceptableImageException.class,
                        e -> assertThat(e.reason()).isEqualTo(RejectionReason.TOO_LARGE));
    }

    @Test
    void servesSeveralThreads() throws Exception {
        EncodedImage jpeg = TestScans.greyJpeg();
        int[] alone = samples(decoder.decode(jpeg));
        Callable<int[]> task = () -> samples(decoder.decode(jpeg));
        var threads = Executors.newFixedThreadPool(4);
        try {
            for (var together : threads.invokeAll(Collections.nCopies(16, task))) {
                assertThat(together.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdown();
        }
    }

    private void assertEveryCutIsRefused(EncodedImage whole) {
        int length = whole.content().length;
        for (int cut = 8; cut < length; cut += 1 + (length - cut) / 40) {
            byte[] content = Arrays.copyOf(whole.content(), cut);
            assertThatThrownBy(() -> decoder.decode(new EncodedImage(whole.contentType(), content)))
                    .describedAs("%d of %d bytes", cut, length)
                    .isInstanceOfSatisfying(
                            UnacceptableImageException.class,
                            e -> assertThat(e.reason()).isEqualTo(RejectionReason.UNREADABLE));
        }
    }

    private void assertImageOrReason(byte[] content) {
        try {
            assertThat(decoder.decode(new EncodedImage("image/jpeg", content)).width())
                    .isPositive();
        } catch (UnacceptableImageException e) {
            assertThat(e.detail()).isNotBlank();
        }
    }

    private static int[] samples(GreyImage image) {
        int[] samples = new int[image.width() * image.height()];
        Arrays.setAll(samples, i -> image.sample(i % image.width(), i / image.width()));
        return samples;
    }
}
