package org.xraystream.ehr.pacs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xraystream.image.TestDicom.BIRTH_DATE;
import static org.xraystream.image.TestDicom.PATIENT_ID;
import static org.xraystream.image.TestDicom.PATIENT_NAME;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.ehr.TestEvents;
import org.xraystream.ehr.delivery.Attempt;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.image.Dcmtk;
import org.xraystream.image.TestDicom;
import org.xraystream.orthanc.OrthancProcess;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/** Overlays in a real Orthanc. */
@Timeout(120)
class ImageArchiveIT {
    private static final String SCAN = "2.25.4711";
    private static final String STUDY = "2.25.4712";

    private Path folder = Path.of("");
    private OrthancProcess orthanc;
    private ImageArchive archive;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Dcmtk.assumeInstalled("Orthanc");
        this.folder = folder;
        orthanc = OrthancProcess.start(folder.resolve("orthanc"), false);
        orthanc.store(TestDicom.radiograph()
                .text(0x0008_0018, "UI", SCAN)
                .text(0x0020_000d, "UI", STUDY)
                .text(0x0020_000e, "UI", "2.25.4713")
                .text(0x0008_0020, "DA", "20240615")
                .text(0x0008_0030, "TM", "101500")
                .text(0x0008_0090, "PN", "")
                .text(0x0020_0010, "SH", "1")
                .text(0x0028_2110, "CS", "01")
                .file()
                .content());
        archive = ImageArchive.from(Settings.of(Map.of("pacs.url", orthanc.url())))
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    @Test
    void putsTheOverlayIntoTheStudyOfTheRadiograph() throws Exception {
        assertThat(deliver(diagnosis(Finding.UNCERTAIN))).isEqualTo(new Delivered());

        JsonNode overlay = onlyOverlay();
        assertThat(overlay.path("StudyInstanceUID").asText()).isEqualTo(STUDY);
        assertThat(overlay.path("PatientName").asText()).isEqualTo(PATIENT_NAME);
        assertThat(overlay.path("PatientID").asText()).isEqualTo(PATIENT_ID);
        assertThat(overlay.path("PatientBirthDate").asText()).isEqualTo(BIRTH_DATE);
        assertThat(overlay.path("SeriesDescription").asText()).isEqualTo("Xraystream");
        assertThat(overlay.path("ImageType").asText()).isEqualTo("DERIVED\\SECONDARY");
        assertThat(overlay.path("ConversionType").asText()).isEqualTo("WSD");
        assertThat(overlay.path("SoftwareVersions").asText()).isEqualTo("v1");
        assertThat(overlay.path("LossyImageCompression").asText()).isEqualTo("01");
        assertThat(overlay.path("DerivationDescription").asText())
                .contains("AI finding UNCERTAIN, probability of pneumonia 0.9000, model v1", "not a medical device");
        assertThat(overlay.path("SourceImageSequence")
                        .path(0)
                        .path("ReferencedSOPInstanceUID")
                        .asText())
                .isEqualTo(SCAN);
    }

    @Test
    void makesAnImageThatOthersRead() throws Exception {
        deliver(diagnosis(Finding.PNEUMONIA));
        Path file = Files.write(
                folder.resolve("overlay.dcm"),
                orthanc.file(onlyOverlay().path("ID").asText()));

        Dcmtk.assumeInstalled("dcm2pnm");
        Dcmtk.run("dcm2pnm", "+Wn", file, folder.resolve("overlay.ppm"));
        assertThat(Files.size(folder.resolve("overlay.ppm"))).isGreaterThan(3L * 1024 * 768);
        Dcmtk.assumeInstalled("dciodvfy");
        Process judge = new ProcessBuilder("dciodvfy", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(judge.getInputStream().readAllBytes(), UTF_8))
                .contains("SCImage")
                .doesNotContain("Error");
    }

    @Test
    void changesNothingByReplaysAndLabels() throws Exception {
        Diagnosis diagnosis = diagnosis(Finding.PNEUMONIA);
        deliver(diagnosis);
        String before = onlyOverlay().toString();

        assertThat(deliver(diagnosis)).isEqualTo(new Delivered());
        assertThat(deliver(TestEvents.history(diagnosis, TestEvents.label(SCAN, "ann", LabelFinding.NORMAL, 1))))
                .isEqualTo(new Delivered());

        assertThat(onlyOverlay()).hasToString(before);
    }

    @Test
    void putsAnotherModelsWordInThePlaceOfARecalledOne() throws Exception {
        Diagnosis first = diagnosis(Finding.PNEUMONIA);
        Diagnosis second = TestEvents.amended(first, Finding.NORMAL, 5);
        deliver(first);

        deliver(TestEvents.history(first).and(ScanHistory.of(second)));

        assertThat(onlyOverlay().path("DerivationDescription").asText()).contains("NORMAL", "model v2");
    }

    @Test
    void withdrawsWhatWasRecalled() throws Exception {
        Diagnosis diagnosis = diagnosis(Finding.PNEUMONIA);
        deliver(diagnosis);

        deliver(TestEvents.history(diagnosis).and(ScanHistory.of(TestEvents.recalled(diagnosis, 5))));

        assertThat(onlyOverlay().path("DerivationDescription").asText()).startsWith("AI result withdrawn, model v1");
    }

    @Test
    void showsNothingOfAScanThatNoModelRead() throws Exception {
        assertThat(deliver(ScanHistory.of(TestEvents.rejection()))).isEqualTo(new Delivered());

        assertThat(orthanc.images()).isEqualTo(1);
    }

    @Test
    void refusesWhereTheArchiveDoesNotHoldTheRadiograph() {
        assertThat(deliver(TestEvents.history(TestEvents.diagnosis("2.25.9", Finding.NORMAL))))
                .isEqualTo(new Refused("the archive does not hold the radiograph"));
    }

    @Test
    void waitsForAnArchiveThatIsAway() {
        orthanc.close();

        assertThat(deliver(diagnosis(Finding.NORMAL))).isInstanceOf(Postponed.class);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> ImageArchive.from(Settings.of(Map.of("pacs.url", "orthanc"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("pacs.url=orthanc: must be an http or https address");
    }

    private JsonNode onlyOverlay() throws InterruptedException {
        List<JsonNode> overlays = orthanc.instances("Manufacturer", "Xraystream");
        assertThat(overlays).hasSize(1);
        assertThat(orthanc.images()).isEqualTo(2);
        return overlays.get(0);
    }

    private static Diagnosis diagnosis(Finding finding) {
        return TestEvents.diagnosis(SCAN, finding);
    }

    private Attempt deliver(Diagnosis diagnosis) {
        return deliver(TestEvents.history(diagnosis));
    }

    private Attempt deliver(ScanHistory history) {
        FhirReport report = TestEvents.report(history);
        return archive.deliver(report, Fhir.bundle(report.getBundle()));
    }
}
