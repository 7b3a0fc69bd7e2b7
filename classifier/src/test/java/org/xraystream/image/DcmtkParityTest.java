package org.xraystream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What dcmtk writes we read, and see the same in it as dcmtk does. */
class DcmtkParityTest {
    private static final ImageDecoder DECODER = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);

    /** dcmtk cuts where we round: one of 65,535 levels, or of 255 where it goes by a table of so many. */
    private static final int ROUNDING = 1;

    private Path folder = Path.of("");

    @BeforeEach
    void assumeDcmtk(@TempDir Path folder) {
        Dcmtk.assumeInstalled("dcmj2pnm");
        this.folder = folder;
    }

    private enum Recoding {
        IMPLICIT("dcmconv +ti"),
        DEFLATED("dcmconv +td"),
        UNDEFINED_LENGTHS("dcmconv +te -e"),
        RUN_LENGTHS("dcmcrle"),
        RUN_LENGTHS_IN_FRAGMENTS("dcmcrle +fs 1"),
        LOSSLESS_JPEG("dcmcjpeg +e1"),
        LOSSLESS_JPEG_PREDICTOR_6("dcmcjpeg +el +sv 6"),
        LOSSLESS_JPEG_WITHOUT_OFFSETS("dcmcjpeg +e1 -ot");

        private final String command;

        Recoding(String command) {
            this.command = command;
        }

        Path of(Path file, Path folder) throws Exception {
            Path recoded = folder.resolve(name());
            List<Object> words = new ArrayList<>(List.of(command.split(" ")));
            words.add(file);
            words.add(recoded);
            Dcmtk.run(words.toArray());
            return recoded;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryRecodingAsTheOriginal(Recoding recoding) throws Exception {
        for (int bits : new int[] {8, 12, 16}) {
            EncodedImage original = TestDicom.radiograph(2, 0.4, bits).file();

            EncodedImage recoded = read(recoding.of(write(original), folder));

            assertThat(greys(recoded)).as("%d bits", bits).isEqualTo(greys(original));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+eb", "+ee"})
    void seesWhatDcmtkSeesInLossyJpeg(String process) throws Exception {
        Path original = write(TestDicom.radiograph(2, 0.4, 8).file());
        Path lossy = folder.resolve("lossy");
        Dcmtk.run("dcmcjpeg", process, original, lossy);

        int[] ours = greys(read(lossy));

        assertThat(mostDifference(ours, Dcmtk.greys(lossy, "+Wi", "1"), 257)).isLessThanOrEqualTo(ROUNDING);
    }

    @Test
    void seesWhatDcmtkSeesInAJpegMadeDicom() throws Exception {
        Path jpeg = Files.write(
                folder.resolve("radiograph.jpeg"), TestScans.greyJpeg().content());
        Path dicom = folder.resolve("radiograph");
        Dcmtk.run("img2dcm", "-i", "JPEG", jpeg, dicom);

        int[] ours = greys(read(dicom));

        assertThat(ours).isEqualTo(greys(TestScans.greyJpeg()));
        assertThat(mostDifference(ours, Dcmtk.greys(dicom), 257)).isLessThanOrEqualTo(ROUNDING);
    }

    @Test
    void seesWhatDcmtkSeesThroughAWindow() throws Exception {
        TestDicom file = TestDicom.radiograph(4, 0.1, 12)
                .text(0x0028_1050, "DS", "1700.5")
                .text(0x0028_1051, "DS", "900");

        seesTheSame(file, "+Wi", "1");
        seesTheSame(file.text(0x0028_0004, "CS", "MONOCHROME1"), "+Wi", "1");
        seesTheSame(file.text(0x0028_1052, "DS", "-500").text(0x0028_1053, "DS", "2"), "+Wi", "1");
    }

    /** dcmtk moves the centre by half a sample, as LINEAR has it; PS3.3, C.11.2.1.3.1 does not. */
    @Test
    void seesWhatDcmtkSeesThroughASigmoid() throws Exception {
        TestDicom file = TestDicom.radiograph(4, 0.1, 12)
                .text(0x0028_1050, "DS", "1700")
                .text(0x0028_1051, "DS", "900")
                .text(0x0028_1056, "CS", "SIGMOID");
        int halfASample = 65_535 / 900 / 2 + 1;

        int[] theirs = Dcmtk.greys(write(file.file()), "+Wi", "1");

        assertThat(mostDifference(greys(file.file()), theirs, 1)).isLessThanOrEqualTo(halfASample);
    }

    @Test
    void seesWhatDcmtkSeesWithoutAWindow() throws Exception {
        TestDicom file = TestDicom.radiograph(4, 0.1, 14).without(0x0028_1050).without(0x0028_1051);

        seesTheSame(file, "+Wm");
        seesTheSame(file.text(0x0028_0004, "CS", "MONOCHROME1"), "+Wm");
    }

    @Test
    void seesWhatDcmtkSeesThroughALookupTable() throws Exception {
        int[] curve = IntStream.range(0, 3000)
                .map(i -> (int) (65_535 * Math.sqrt(i / 2999.0)))
                .toArray();
        TestDicom item =
                TestDicom.empty().numbers(0x0028_3002, 3000, 500, 16).bytes(0x0028_3006, "OW", TestDicom.words(curve));

        seesTheSame(TestDicom.radiograph(4, 0.1, 12).item(0x0028_3010, item, false), "+Wl", "1");
    }

    @Test
    void seesWhatDcmtkSeesInSignedSamples() throws Exception {
        int[] samples = Arrays.stream(new DrawnChest(1, 0).draw(320, 240, 4095))
                .map(sample -> (sample - 1024) & 0xffff)
                .toArray();
        TestDicom file = TestDicom.of(320, samples, 16)
                .number(0x0028_0103, 1)
                .text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.1.1")
                .text(0x0028_1050, "DS", "800")
                .text(0x0028_1051, "DS", "2500");

        seesTheSame(file, "+Wi", "1");
    }

    private void seesTheSame(TestDicom file, String... options) throws Exception {
        int[] theirs = Dcmtk.greys(write(file.file()), options);

        assertThat(mostDifference(greys(file.file()), theirs, 1)).isLessThanOrEqualTo(ROUNDING);
    }

    private static int mostDifference(int[] ours, int[] theirs, int scale) {
        assertThat(theirs).hasSameSizeAs(ours);
        return IntStream.range(0, ours.length)
                .map(i -> Math.abs(ours[i] - Math.round((float) theirs[i] / scale)))
                .max()
                .orElseThrow();
    }

    private Path write(EncodedImage file) throws IOException {
        return Files.write(folder.resolve("original"), file.content());
    }

    private static EncodedImage read(Path file) throws IOException {
        return new EncodedImage("application/dicom", Files.readAllBytes(file));
    }

    private static int[] greys(EncodedImage file) throws Exception {
        return DicomDecoderTest.greys(DECODER.decode(file));
    }
}
