package org.xraystream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xraystream.gate.UnacceptableImageException;

class AreaAveragingTest {

    @Test
    void weighsSourcePixelsByTheSharedArea() {
        GreyImage row = bytes(5, 1, 0, 50, 100, 150, 200);

        assertThat(levels(AreaAveraging.resize(row, 2, 1))).containsExactly(40, 160);
        assertThat(levels(AreaAveraging.resize(row, 3, 1))).containsExactly(20, 100, 180);
        assertThat(levels(AreaAveraging.resize(row, 1, 1))).containsExactly(100);
    }

    @Test
    void growsPixelsToBlocksWhenEnlarging() {
        GreyImage row = bytes(2, 1, 10, 20);

        assertThat(levels(AreaAveraging.resize(row, 4, 2))).containsExactly(10, 10, 20, 20, 10, 10, 20, 20);
        assertThat(levels(AreaAveraging.resize(row, 3, 1))).containsExactly(10, 15, 20);
    }

    @Test
    void roundsHalvesUp() {
        assertThat(levels(AreaAveraging.resize(bytes(2, 1, 1, 2), 1, 1))).containsExactly(2);
    }

    @Test
    void mapsTheWholeRangeOfSixteenBitsToEight() {
        var image = new GreyImage.Shorts(4, 1, 0xffff, new short[] {0, (short) 0x8000, (short) 0xffff, 257}, 0);

        assertThat(levels(AreaAveraging.resize(image, 4, 1))).containsExactly(0, 128, 255, 1);
    }

    /** Golden values: where 80 x + 40 y is averaged over 4 x 4 pixels, the mean is the value at the block's centre. */
    @Test
    void preparesAnEncodedRampAsTheFormulaSays() throws UnacceptableImageException {
        int[] ramp = new int[512 * 512];
        Arrays.setAll(ramp, i -> 80 * (i % 512) + 40 * (i / 512));
        EncodedImage encoded = TestScans.png16(ramp, 512, 512);

        GreyImage decoded =
                DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS).decode(encoded);
        PreparedImage prepared = AreaAveraging.resize(decoded, 128, 128);

        int[] expected = new int[128 * 128];
        Arrays.setAll(expected, i ->
                (int) Math.round((80 * (4 * (i % 128) + 1.5) + 40 * (4 * (i / 128) + 1.5)) * 255 / 65535));
        assertThat(levels(prepared)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"97,61,16,16", "97,61,128,128", "64,64,64,64", "300,200,7,11", "13,200,29,3", "1,1,5,5"})
    void agreesWithTheDefinition(int width, int height, int targetWidth, int targetHeight) {
        GreyImage image = random(width, height);

        PreparedImage resized = AreaAveraging.resize(image, targetWidth, targetHeight);

        int[] levels = levels(resized);
        for (int i = 0; i < levels.length; i++) {
            double mean = meanUnder(image, i % targetWidth, i / targetWidth, targetWidth, targetHeight);
            assertThat((double) levels[i]).isCloseTo(mean, within(0.5 + 1e-9));
        }
    }

    @Test
    void leavesAnImageOfTheTargetSizeAsItIs() {
        var image = random(37, 23);

        assertThat(AreaAveraging.resize(image, 37, 23).pixels()).isEqualTo(image.samples());
    }

    @Test
    void keepsAConstantImageConstant() {
        byte[] samples = new byte[150 * 77];
        Arrays.fill(samples, (byte) 201);

        PreparedImage resized = AreaAveraging.resize(new GreyImage.Bytes(150, 77, samples, 0), 64, 80);

        assertThat(levels(resized)).containsOnly(201);
    }

    @Test
    void mirrorsWithTheImage() {
        GreyImage.Bytes image = random(101, 50);
        var mirrored = new GreyImage.Bytes(101, 50, mirror(image.samples(), 101), 0);

        PreparedImage resized = AreaAveraging.resize(image, 32, 32);

        assertThat(AreaAveraging.resize(mirrored, 32, 32).pixels()).isEqualTo(mirror(resized.pixels(), 32));
    }

    @Test
    void doesNotOverflowOnTheLargestWhiteImage() {
        short[] white = new short[32_768];
        Arrays.fill(white, (short) 0xffff);

        assertThat(levels(AreaAveraging.resize(new GreyImage.Shorts(1, 32_768, 0xffff, white, 0), 1, 2)))
                .containsOnly(255);
        assertThat(levels(AreaAveraging.resize(new GreyImage.Shorts(32_768, 1, 0xffff, white, 0), 2, 1)))
                .containsOnly(255);
    }

    @Test
    void refusesSidesForWhichItWouldNotBeExact() {
        GreyImage image = new GreyImage.Bytes(1, 32_769, new byte[32_769], 0);

        assertThatThrownBy(() -> AreaAveraging.resize(image, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32769");
    }

    /** The mean by the definition, in floating point over every source pixel: slow and plain. */
    private static double meanUnder(GreyImage image, int column, int row, int width, int height) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            double rows = overlap(y, (double) row * image.height() / height, (row + 1.0) * image.height() / height);
            for (int x = 0; x < image.width(); x++) {
                double left = (double) column * image.width() / width;
                sum += rows * overlap(x, left, (column + 1.0) * image.width() / width) * image.sample(x, y);
            }
        }
        return sum * width * height / ((double) image.width() * image.height());
    }

    private static double overlap(int pixel, double from, double to) {
        return Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
    }

    private static GreyImage.Bytes random(int width, int height) {
        byte[] samples = new byte[width * height];
        new Random(width * 1000L + height).nextBytes(samples);
        return new GreyImage.Bytes(width, height, samples, 0);
    }

    private static GreyImage bytes(int width, int height, int... levels) {
        byte[] samples = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            samples[i] = (byte) levels[i];
        }
        return new GreyImage.Bytes(width, height, samples, 0);
    }

    private static byte[] mirror(byte[] samples, int width) {
        byte[] mirrored = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            mirrored[i] = samples[i / width * width + width - 1 - i % width];
        }
        return mirrored;
    }

    private static int[] levels(PreparedImage image) {
        int[] levels = new int[image.pixels().length];
        Arrays.setAll(levels, i -> image.pixels()[i] & 0xff);
        return levels;
    }
}
