package org.xraystream.ehr;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.fhir.ReportBundle;
import org.xraystream.ehr.history.ReportCourse;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.event.Acquisition;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.Probabilities;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.SourcePosition;
import org.xraystream.event.TriagePriority;
import org.xraystream.event.View;

/** What is said of scans, by name. */
public final class TestEvents {

    public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    public static final String SCAN = "1.2.840.113619.2.17";
    public static final String PSEUDONYM = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");

    private TestEvents() {}

    /** What model v1 said at noon. */
    public static Diagnosis diagnosis(Finding finding) {
        return diagnosis(SCAN, finding);
    }

    public static Diagnosis diagnosis(String scanId, Finding finding) {
        return Diagnosis.newBuilder()
                .setDiagnosisId(scanId + "/v1")
                .setScanId(scanId)
                .setStudyUid("1.2.840.113619.2.1")
                .setAccessionNumber("A|17")
                .setPatientPseudonym(PSEUDONYM)
                .setSite("St. Vincent")
                .setStatus(DiagnosisStatus.PRELIMINARY)
                .setFinding(finding)
                .setProbabilities(
                        finding == Finding.NORMAL
                                ? new Probabilities(0.95, 0.02, 0.03)
                                : new Probabilities(0.1, 0.6, 0.3))
                .setModelVersion("v1")
                .setModelSha256("00".repeat(32))
                .setPreprocessing("area-128-standardised-v1")
                .setPriority(finding == Finding.PNEUMONIA ? TriagePriority.URGENT : TriagePriority.ROUTINE)
                .setActivationMap(ByteBuffer.wrap(PNG))
                .setQualityFlags(finding == Finding.UNCERTAIN ? List.of(QualityFlag.AGE_UNKNOWN) : List.of())
                .setCapturedAt(NOON.minusSeconds(60))
                .setReceivedAt(NOON.minusSeconds(1))
                .setDecidedAt(NOON)
                .setSource(new SourcePosition("xray.scans", 1, 7L))
                .setAcquisition(Acquisition.newBuilder()
                        .setAgeMonths(36)
                        .setView(View.AP)
                        .setContentType("image/jpeg")
                        .build())
                .build();
    }

    /** What model v2 says instead, minutes after noon. */
    public static Diagnosis amended(Diagnosis replaced, Finding finding, int minutes) {
        return Diagnosis.newBuilder(replaced)
                .setDiagnosisId(replaced.getScanId() + "/v2")
                .setReplaces(replaced.getDiagnosisId())
                .setStatus(DiagnosisStatus.AMENDED)
                .setModelVersion("v2")
                .setFinding(finding)
                .setDecidedAt(NOON.plusSeconds(60L * minutes))
                .build();
    }

    /** That its model was recalled and no other could read the scan. */
    public static Diagnosis recalled(Diagnosis replaced, int minutes) {
        return Diagnosis.newBuilder(replaced)
                .setDiagnosisId(replaced.getScanId() + "/recalled")
                .setReplaces(replaced.getDiagnosisId())
                .setStatus(DiagnosisStatus.AMENDED)
                .setFinding(Finding.UNCERTAIN)
                .setQualityFlags(List.of(QualityFlag.RECALLED))
                .setDecidedAt(NOON.plusSeconds(60L * minutes))
                .build();
    }

    public static Rejection rejection() {
        return Rejection.newBuilder()
                .setScanId(SCAN)
                .setReason(RejectionReason.NOT_A_CHEST_RADIOGRAPH)
                .setDetail("unlike every radiograph that the model was made from")
                .setPatientPseudonym(PSEUDONYM)
                .setSite("St. Vincent")
                .setSource(new SourcePosition("xray.scans", 1, 7L))
                .setReceivedAt(NOON)
                .setRejectedAt(NOON)
                .build();
    }

    /** What a reader says minutes after noon. */
    public static Label label(String reader, LabelFinding finding, int minutes) {
        return label(SCAN, reader, finding, minutes);
    }

    public static Label label(String scanId, String reader, LabelFinding finding, int minutes) {
        return Label.newBuilder()
                .setScanId(scanId)
                .setFinding(finding)
                .setReader(reader)
                .setLabelledAt(NOON.plusSeconds(60L * minutes))
                .setSawModelResult(true)
                .build();
    }

    /** That a reader takes back the label before. */
    public static Label retracted(String reader, int minutes) {
        return Label.newBuilder(label(reader, LabelFinding.CANNOT_TELL, minutes))
                .setRetracted(true)
                .build();
    }

    /** All of it together. */
    public static ScanHistory history(Diagnosis diagnosis, Label... labels) {
        return with(ScanHistory.of(diagnosis), labels);
    }

    public static ScanHistory with(ScanHistory history, Label... labels) {
        ScanHistory all = history;
        for (Label label : labels) {
            all = all.and(ScanHistory.of(label));
        }
        return all;
    }

    /** The report on it. */
    public static FhirReport report(ScanHistory history) {
        return FhirReport.newBuilder()
                .setScanId(history.scanId())
                .setPatientPseudonym(PSEUDONYM)
                .setStatus(ReportCourse.statusOf(history))
                .setIssuedAt(history.latest())
                .setBundle(Fhir.json(ReportBundle.of(history).orElseThrow()))
                .build();
    }
}
