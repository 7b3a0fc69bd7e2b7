package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xraystream.event.RejectionReason.INCOMPLETE_SCAN;
import static org.xraystream.event.RejectionReason.NOT_A_CHEST_RADIOGRAPH;
import static org.xraystream.event.RejectionReason.UNSUPPORTED_FORMAT;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xraystream.dicom.TransferSyntax;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.event.Sex;
import org.xraystream.event.View;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.GreyImage;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.TestDicom;
import org.xraystream.image.TestScans;

class DicomScansTest {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("a secret of the site".getBytes(UTF_8));
    private static final DicomScans SCANS = new DicomScans(
            PSEUDONYMS, Optional.empty(), ZoneId.of("Europe/Berlin"), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private static final TestDicom RADIOGRAPH = TestDicom.radiograph();

    @Test
    void mapsTheTagsToAScan() throws Exception {
        Scan scan = scanOf(RADIOGRAPH.file());

        assertThat(scan.getScanId()).isEqualTo("2.25.11");
        assertThat(scan.getStudyUid()).isEqualTo("2.25.77");
        assertThat(scan.getAccessionNumber()).isEqualTo("ACC-1");
        assertThat(scan.getPatientPseudonym()).isEqualTo(PSEUDONYMS.of(TestDicom.PATIENT_ID));
        assertThat(scan.getAgeMonths()).isEqualTo(39);
        assertThat(scan.getSex()).isEqualTo(Sex.FEMALE);
        assertThat(scan.getBodyPart()).isEqualTo("CHEST");
        assertThat(scan.getView()).isEqualTo(View.AP);
        assertThat(scan.getDevice()).isEqualTo("ROOM-3");
        assertThat(scan.getSite()).isEqualTo("St. Elsewhere");
        assertThat(scan.getCapturedAt()).isEqualTo(Instant.parse("2024-06-15T08:15:00Z"));
        assertThat(scan.getContentType()).isEqualTo("application/dicom");
    }

    /** Every element and every hiding place that we could think of. */
    @Test
    void letsNothingOfThePatientLeave() throws Exception {
        byte[] jpeg = TestScans.greyJpeg().content();
        byte[] comment = "\u00ff\u00fe\u0000\u0013Kommentar Erika  ".getBytes(ISO_8859_1);
        byte[] commented = new byte[jpeg.length + comment.length + 16];
        System.arraycopy(jpeg, 0, commented, 0, 2);
        System.arraycopy(comment, 0, commented, 2, comment.length);
        System.arraycopy(jpeg, 2, commented, 2 + comment.length, jpeg.length - 2);
        System.arraycopy("Erika am Ende".getBytes(UTF_8), 0, commented, jpeg.length + comment.length, 13);
        TestDicom file = RADIOGRAPH
                .number(0x0028_0010, 480)
                .number(0x0028_0011, 640)
                .number(0x0028_0100, 8)
                .number(0x0028_0101, 8)
                .number(0x0028_0102, 7)
                .encapsulated(TransferSyntax.JPEG_BASELINE, commented)
                .text(0x0008_1030, "LO", "Thorax von Erika")
                .text(0x0009_1001, "LO", "privat: Erika")
                .text(0x0010_1040, "LO", "Erikas Weg 1")
                .text(0x0020_4000, "LT", "Erika hustet")
                .text(0x0028_1055, "LO", "Fenster fuer Erika")
                .text(0x0018_0015, "CS", "CHEST von Erika")
                .text(0x0028_0004, "CS", "MONOCHROME2\\Erika");

        Scan scan = scanOf(file.file());

        String sent = scan + new String(payload(scan).content(), ISO_8859_1);
        assertThat(new String(file.file().content(), ISO_8859_1))
                .contains("Erika", "Mustermann", "PAT-4711", "20210314");
        assertThat(sent).doesNotContain("Erika", "Mustermann", "PAT-4711", TestDicom.BIRTH_DATE);
        assertThat(greys(payload(scan))).isEqualTo(greys(file.file()));
    }

    @Test
    void sendsPixelsThatLookAsTheyDid() throws Exception {
        TestDicom item = TestDicom.empty().numbers(0x0028_3002, 2, 100, 16).numbers(0x0028_3006, 500, 0xffff);
        for (TestDicom file : List.of(
                RADIOGRAPH,
                RADIOGRAPH.runLengths(),
                RADIOGRAPH.losslessJpeg(1),
                RADIOGRAPH.jpeg2000(),
                RADIOGRAPH
                        .text(0x0028_0004, "CS", "MONOCHROME1")
                        .number(0x0028_0120, 0)
                        .number(0x0028_0121, 300),
                RADIOGRAPH
                        .text(0x0028_1056, "CS", "SIGMOID")
                        .text(0x0028_1053, "DS", "1.5")
                        .text(0x0028_1052, "DS", "-9"),
                RADIOGRAPH.item(0x0028_3010, item, true),
                RADIOGRAPH.item(0x0028_3000, item, true),
                RADIOGRAPH.number(0x0028_0103, 1),
                TestDicom.radiograph(5, 0, 8))) {
            assertThat(greys(payload(scanOf(file.file())))).isEqualTo(greys(file.file()));
        }
    }

    @Test
    void deflatesWhatIsTooLargeToTravel() throws Exception {
        int side = 3400;
        TestDicom large = RADIOGRAPH
                .number(0x0028_0010, side)
                .number(0x0028_0011, side)
                .bytes(0x7fe0_0010, "OW", new byte[side * side * 2]);

        EncodedImage payload = payload(scanOf(large.file()));

        assertThat(payload.content().length).isLessThan(Acquisition.MAX_IMAGE_BYTES);
        assertThat(decode(payload).width()).isEqualTo(side);
    }

    @ParameterizedTest
    @CsvSource({
        "20210614, 20240615, 999Y, 36",
        "20210616, 20240615, 999Y, 35",
        "20240615, 20240615, 999Y, 0",
        "20250101, 20240615, 004Y, 48",
        "unknown, 20240615, 018M, 18",
        "'', 20240615, 026W, 5",
        "'', 20240615, 100D, 3",
        "'', '', 003Y, 36",
        "'', '', old, "
    })
    void knowsTheAgeFromTheBirthDateElseAsItIsTold(String birth, String capture, String told, Integer months)
            throws Exception {
        TestDicom file = RADIOGRAPH
                .text(0x0010_0030, "DA", birth)
                .text(0x0008_0022, "DA", capture)
                .text(0x0010_1010, "AS", told);

        assertThat(scanOf(file.file()).getAgeMonths()).isEqualTo(months);
    }

    @Test
    void letsTheStudyStandForAPatientWithoutId() throws Exception {
        assertThat(scanOf(RADIOGRAPH.text(0x0010_0020, "LO", "").file()).getPatientPseudonym())
                .isEqualTo(PSEUDONYMS.of("study 2.25.77"));
    }

    @Test
    void refusesWhatIsNotForUs() {
        refuses(RADIOGRAPH.text(0x0008_0060, "CS", "CT").file(), NOT_A_CHEST_RADIOGRAPH, "modality CT");
        refuses(RADIOGRAPH.text(0x0028_0301, "CS", "YES").file(), UNSUPPORTED_FORMAT, "burned");
        refuses(RADIOGRAPH.text(0x0008_0018, "UI", "Erika").file(), INCOMPLETE_SCAN, "SOP Instance");
        refuses(RADIOGRAPH.without(0x0010_0020).without(0x0020_000d).file(), INCOMPLETE_SCAN, "neither patient");
        refuses(RADIOGRAPH.without(0x0008_0080).file(), INCOMPLETE_SCAN, "institution");
        refuses(RADIOGRAPH.syntax("1.2.840.10008.1.2.4.80").file(), UNSUPPORTED_FORMAT, "JPEG-LS");
        refuses(TestScans.greyJpeg(), UNSUPPORTED_FORMAT, "no DICOM");
    }

    private static void refuses(EncodedImage file, RejectionReason reason, String detail) {
        RefusedImageException refusal = catchThrowableOfType(RefusedImageException.class, () -> scanOf(file));

        assertThat(refusal).as(detail).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.detail()).contains(detail).doesNotContain("Erika");
    }

    private static Scan scanOf(EncodedImage file) throws RefusedImageException {
        return SCANS.scanOf(DicomScans.read(file.content()));
    }

    private static EncodedImage payload(Scan scan) {
        return new EncodedImage(scan.getContentType(), ((ByteBuffer) scan.getPayload()).array());
    }

    private static int[] greys(EncodedImage file) throws Exception {
        GreyImage image = decode(file);
        int[] greys = new int[image.width() * image.height()];
        Arrays.setAll(greys, i -> image.sample(i % image.width(), i / image.width()));
        return greys;
    }

    private static GreyImage decode(EncodedImage file) throws Exception {
        return DecoderByContent.ofAllFormats(new ImageLimits(16, 10_000, 25_000_000, 1 << 26))
                .decode(file);
    }
}
