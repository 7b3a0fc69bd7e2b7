package org.xraystream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xraystream.gate.RejectionReason.TOO_LARGE;
import static org.xraystream.gate.RejectionReason.TOO_SMALL;
import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.dicom.TransferSyntax;
import org.xraystream.gate.RejectionReason;
import org.xraystream.gate.UnacceptableImageException;

class DicomDecoderTest {
    private static final ImageLimits LIMITS = new ImageLimits(1, 400, 100_000, 1 << 20);
    private static final ImageDecoder DECODER = DecoderByContent.ofAllFormats(LIMITS);

    /** Each level of 8 bits once. */
    private static final int[] RAMP_8 = IntStream.range(0, 256).toArray();

    /** Each level of 12 bits once. */
    private static final int[] RAMP_12 = IntStream.range(0, 4096).toArray();

    private static final int WINDOW_CENTER = 0x0028_1050;
    private static final int WINDOW_WIDTH = 0x0028_1051;
    private static final int VOI_LUT_FUNCTION = 0x0028_1056;
    private static final int PHOTOMETRIC_INTERPRETATION = 0x0028_0004;

    @Test
    void showsEightBitsAsTheyAre() throws Exception {
        assertThat(greys(TestDicom.of(16, RAMP_8, 8))).isEqualTo(RAMP_8);
    }

    @Test
    void invertsMonochrome1() throws Exception {
        TestDicom file = TestDicom.of(16, RAMP_8, 8).text(PHOTOMETRIC_INTERPRETATION, "CS", "MONOCHROME1");

        assertThat(greys(file))
                .isEqualTo(Arrays.stream(RAMP_8).map(grey -> 255 - grey).toArray());
    }

    @Test
    void spreadsWhatIsThereWhereNoWindowIsGiven() throws Exception {
        int[] samples = IntStream.range(1000, 1256).toArray();

        int[] greys = greys(TestDicom.of(16, samples, 12));

        assertThat(greys[0]).isZero();
        assertThat(greys[255]).isEqualTo(0xffff);
        assertThat(greys[51]).isEqualTo(0xffff / 5);
    }

    /** The example of PS3.3, C.11.2.1.2.1: centre 2048, width 4096 maps 0 to black, 4095 to white; as the formulas say. */
    @ParameterizedTest
    @CsvSource({
        "LINEAR, 2048, 4096, 0, 0",
        "LINEAR, 2048, 4096, 4095, 65535",
        "LINEAR, 2048, 1, 2047, 0",
        "LINEAR, 2048, 1, 2048, 65535",
        "LINEAR, 1000, 101, 1000, 33095",
        "LINEAR_EXACT, 1000, 100, 950, 0",
        "LINEAR_EXACT, 1000, 100, 1000, 32768",
        "LINEAR_EXACT, 1000, 100, 1025, 49151",
        "SIGMOID, 1000, 100, 1000, 32768",
        "SIGMOID, 1000, 100, 1025, 47910",
        "SIGMOID, 1000, 100, 4095, 65535"
    })
    void appliesTheWindow(String function, String center, String width, int sample, int grey) throws Exception {
        TestDicom file = TestDicom.of(64, RAMP_12, 12)
                .text(WINDOW_CENTER, "DS", center + "\\1")
                .text(WINDOW_WIDTH, "DS", width + "\\2")
                .text(VOI_LUT_FUNCTION, "CS", function);

        assertThat(greys(file)[sample]).isEqualTo(grey);
    }

    @Test
    void rescalesBeforeTheWindow() throws Exception {
        TestDicom file = TestDicom.of(64, RAMP_12, 12)
                .text(0x0028_1052, "DS", "-1024")
                .text(0x0028_1053, "DS", "2")
                .text(WINDOW_CENTER, "DS", "0")
                .text(WINDOW_WIDTH, "DS", "100")
                .text(VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT");

        int[] greys = greys(file);

        assertThat(greys[512]).isEqualTo(0x8000);
        assertThat(greys[512 - 25]).isZero();
        assertThat(greys[512 + 25]).isEqualTo(0xffff);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void appliesTheLookupTableBeforeAnyWindow(boolean undefinedLength) throws Exception {
        TestDicom item = TestDicom.empty()
                .numbers(0x0028_3002, 3, 100, 16)
                .bytes(0x0028_3006, "OW", TestDicom.words(7, 40_000, 65_535));
        TestDicom file = TestDicom.of(64, RAMP_12, 12)
                .text(WINDOW_CENTER, "DS", "1")
                .text(WINDOW_WIDTH, "DS", "2")
                .item(0x0028_3010, item, undefinedLength);

        int[] greys = greys(file);

        assertThat(new int[] {greys[0], greys[100], greys[101], greys[102], greys[4095]})
                .containsExactly(7, 7, 40_000, 65_535, 65_535);
    }

    @Test
    void appliesTheModalitysLookupTable() throws Exception {
        TestDicom item = TestDicom.empty()
                .numbers(0x0028_3002, 2, 2000, 8)
                .bytes(0x0028_3006, "OW", new byte[] {10, (byte) 200});
        TestDicom file = TestDicom.of(64, RAMP_12, 12)
                .item(0x0028_3000, item, false)
                .text(WINDOW_CENTER, "DS", "100")
                .text(WINDOW_WIDTH, "DS", "200")
                .text(VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT");

        int[] greys = greys(file);

        assertThat(greys[2000]).isEqualTo(Math.round(65_535 / 20f));
        assertThat(greys[2001]).isEqualTo(65_535);
    }

    @Test
    void readsSignedSamples() throws Exception {
        int[] samples = IntStream.range(-128, 128).map(value -> value & 0xfff).toArray();
        TestDicom file = TestDicom.of(16, samples, 12).number(0x0028_0103, 1);

        int[] greys = greys(file);

        assertThat(greys).isSorted().startsWith(0).endsWith(0xffff);
    }

    @Test
    void paintsPaddingBlackWhateverItMeans() throws Exception {
        int[] samples = RAMP_12.clone();
        TestDicom file = TestDicom.of(64, samples, 12)
                .text(PHOTOMETRIC_INTERPRETATION, "CS", "MONOCHROME1")
                .number(0x0028_0120, 0)
                .number(0x0028_0121, 9);

        int[] greys = greys(file);

        assertThat(Arrays.copyOf(greys, 10)).containsOnly(0);
        assertThat(greys[10]).isEqualTo(0xffff);
        assertThat(greys[4095]).isZero();
    }

    @Test
    void takesNoNoticeOfBitsThatAreNotTheSamples() throws Exception {
        int[] samples =
                Arrays.stream(RAMP_12).map(sample -> (sample << 2) | 0x4001).toArray();
        TestDicom file = TestDicom.of(64, samples, 16)
                .number(0x0028_0101, 12)
                .number(0x0028_0102, 13)
                .text(WINDOW_CENTER, "DS", "2048")
                .text(WINDOW_WIDTH, "DS", "4096");

        assertThat(greys(file)).isEqualTo(greys(TestDicom.of(64, RAMP_12, 12)));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 10, 12, 15, 16})
    void readsTheSamePixelsInEveryLosslessTransferSyntax(int bits) throws Exception {
        TestDicom file = TestDicom.radiograph(3, 0.2, bits);
        int[] greys = greys(file);

        assertThat(greys(file.implicitFile())).isEqualTo(greys);
        assertThat(greys(file.deflatedFile())).isEqualTo(greys);
        assertThat(greys(file.runLengths().file())).isEqualTo(greys);
        assertThat(greys(file.jpeg2000().file())).isEqualTo(greys);
        for (int predictor = 1; predictor <= 7; predictor++) {
            assertThat(greys(file.losslessJpeg(predictor).file()))
                    .as("predictor %d", predictor)
                    .isEqualTo(greys);
        }
    }

    @Test
    void readsLosslessJpegWithRestartsInSeveralFragments() throws Exception {
        int[] noise = new Random(1).ints(64 * 64, 0, 1 << 16).toArray();
        byte[] jpeg = TestCodecs.losslessJpeg(noise, 64, 16, 4, 3);
        TestDicom file = TestDicom.of(64, noise, 16);
        int half = jpeg.length / 4 * 2;

        assertThat(greys(file.encapsulated(
                                TransferSyntax.JPEG_LOSSLESS,
                                Arrays.copyOf(jpeg, half),
                                Arrays.copyOfRange(jpeg, half, jpeg.length))
                        .file()))
                .isEqualTo(greys(file));
    }

    @Test
    void readsAJpegAsTheJpegItIs() throws Exception {
        EncodedImage jpeg = TestScans.greyJpeg();
        int[] expected =
                greys(DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS).decode(jpeg));
        TestDicom file =
                TestDicom.of(640, new int[640 * 480], 8).encapsulated(TransferSyntax.JPEG_BASELINE, jpeg.content());

        assertThat(greys(DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS).decode(file.file())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stepsOverSequencesHoweverDeepAndHoweverTheyEnd(boolean undefinedLength) throws Exception {
        TestDicom nested = TestDicom.empty().text(0x0010_0010, "PN", "Within^It");
        for (int depth = 0; depth < 200; depth++) {
            nested = TestDicom.empty().item(0x0040_a730, nested, undefinedLength);
        }
        TestDicom file = TestDicom.of(16, RAMP_8, 8).item(0x0008_1140, nested, undefinedLength);

        assertThat(greys(file)).isEqualTo(RAMP_8);
    }

    /** The content of an unknown element of undefined length is coded without representations (PS3.5, 6.2.2, note 2). */
    @Test
    void stepsOverSequencesThatNobodyKnew() throws Exception {
        byte[] unknown = {
            (byte) 0xfe,
            (byte) 0xff,
            0,
            (byte) 0xe0,
            -1,
            -1,
            -1,
            -1, // an item
            9,
            0,
            0x10,
            0x10,
            4,
            0,
            0,
            0,
            'a',
            'b',
            'c',
            'd', // an element of it, without a representation
            (byte) 0xfe,
            (byte) 0xff,
            0x0d,
            (byte) 0xe0,
            0,
            0,
            0,
            0,
            (byte) 0xfe,
            (byte) 0xff,
            (byte) 0xdd,
            (byte) 0xe0,
            0,
            0,
            0,
            0
        };
        byte[] file = TestDicom.of(16, RAMP_8, 8)
                .bytes(0x0009_1001, "UN", unknown)
                .file()
                .content();
        int length = indexOf(file, new byte[] {9, 0, 1, 0x10, 'U', 'N'}) + 8;
        Arrays.fill(file, length, length + 4, (byte) -1);

        assertThat(greys(new EncodedImage("application/dicom", file))).isEqualTo(RAMP_8);
    }

    @Test
    void refusesWhatItDoesNotRead() {
        TestDicom file = TestDicom.of(16, RAMP_8, 8);

        refuses(file.syntax("1.2.840.10008.1.2.2"), UNSUPPORTED_FORMAT, "big endian");
        refuses(file.syntax("1.2.840.10008.1.2.4.80"), UNSUPPORTED_FORMAT, "JPEG-LS");
        refuses(file.syntax("Erika was here"), UNSUPPORTED_FORMAT, "without a valid name");
        refuses(file.text(0x0028_0008, "IS", "2"), UNSUPPORTED_FORMAT, "frames");
        refuses(
                file.text(PHOTOMETRIC_INTERPRETATION, "CS", "RGB").number(0x0028_0002, 3),
                UNSUPPORTED_FORMAT,
                "colour");
        refuses(file.text(0x0008_0068, "CS", "FOR PROCESSING"), UNSUPPORTED_FORMAT, "processing");
        refuses(file.number(0x0028_0100, 32).number(0x0028_0101, 32), UNSUPPORTED_FORMAT, "32 bits");
        refuses(
                file.encapsulated(TransferSyntax.JPEG_EXTENDED, twelveBitHeader()),
                UNSUPPORTED_FORMAT,
                "JPEG of 12 bits");
        refuses(file.without(PHOTOMETRIC_INTERPRETATION), UNREADABLE, "without an image");
    }

    @Test
    void holdsTheHeaderAgainstTheLimitsBeforeItLooksAtPixels() {
        TestDicom file = TestDicom.of(16, RAMP_8, 8);

        refuses(file.number(0x0028_0011, 60_000).number(0x0028_0010, 60_000), TOO_LARGE, "60000 x 60000");
        refuses(file.number(0x0028_0011, 0), TOO_SMALL, "0 x 16");
    }

    @Test
    void refusesWhatIsDamaged() {
        TestDicom file = TestDicom.of(64, RAMP_12, 12);

        refuses(file.number(0x0028_0010, 65), UNREADABLE, "truncated");
        refuses(file.bytes(0x0028_0103, "US", new byte[0]), UNREADABLE, "PIXEL_REPRESENTATION");
        refuses(file.text(WINDOW_CENTER, "DS", "much").text(WINDOW_WIDTH, "DS", "1"), UNREADABLE, "no number");
        refuses(file.text(WINDOW_CENTER, "DS", "1").text(WINDOW_WIDTH, "DS", "0"), UNREADABLE, "window");
        refuses(
                file.item(0x0028_3010, TestDicom.empty().numbers(0x0028_3002, 9, 0, 16), false),
                UNREADABLE,
                "LUT_DATA");
        refuses(file.losslessJpeg(1).number(0x0028_0010, 63), UNREADABLE, "promises");
        refuses(file.jpeg2000().number(0x0028_0011, 63), UNREADABLE, "promises");
        refuses(file.encapsulated(TransferSyntax.RLE), UNREADABLE, "without a fragment");
    }

    /** However much is missing, none of an image is ever made up. */
    @Test
    void refusesEveryBeginningOfAFile() {
        TestDicom file = TestDicom.radiograph();

        for (byte[] whole : new byte[][] {
            file.file().content(),
            file.implicitFile().content(),
            file.deflatedFile().content(),
            file.runLengths().file().content(),
            file.losslessJpeg(1).file().content()
        }) {
            for (int length = 140; length < whole.length; length += Math.max(1, whole.length / 500)) {
                byte[] beginning = Arrays.copyOf(whole, length);
                assertThat(catchThrowableOfType(
                                UnacceptableImageException.class,
                                () -> DECODER.decode(new EncodedImage("application/dicom", beginning))))
                        .as("%d of %d bytes", length, whole.length)
                        .isNotNull();
            }
        }
    }

    private static byte[] twelveBitHeader() {
        byte[] jpeg = TestScans.greyJpeg().content();
        int frame = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xc0});
        jpeg[frame + 1] = (byte) 0xc1;
        jpeg[frame + 4] = 12;
        return jpeg;
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        for (int i = 0; i < content.length - wanted.length; i++) {
            if (Arrays.equals(content, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    private static void refuses(TestDicom file, RejectionReason reason, String detail) {
        UnacceptableImageException refusal =
                catchThrowableOfType(UnacceptableImageException.class, () -> DECODER.decode(file.file()));

        assertThat(refusal).as(detail).isNotNull();
        assertThat(refusal.detail()).contains(detail).doesNotContain("Erika");
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    private static int[] greys(TestDicom file) throws UnacceptableImageException {
        return greys(file.file());
    }

    private static int[] greys(EncodedImage file) throws UnacceptableImageException {
        return greys(DECODER.decode(file));
    }

    static int[] greys(GreyImage image) {
        int[] greys = new int[image.width() * image.height()];
        Arrays.setAll(greys, i -> image.sample(i % image.width(), i / image.width()));
        return greys;
    }
}
