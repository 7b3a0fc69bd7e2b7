package org.xraystream.room;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Acquisition;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.Probabilities;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.SourcePosition;
import org.xraystream.event.TriagePriority;

/** Events of the room by name. */
public final class TestRoom {

    static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    static final BlindShare NONE_BLIND = new BlindShare(0);
    static final BlindShare ALL_BLIND = new BlindShare(1);

    private TestRoom() {}

    /** A diagnosis by model v1. */
    public static Diagnosis diagnosis(String scanId, Finding finding, Instant receivedAt) {
        return diagnosis(scanId, "v1", finding, receivedAt, null);
    }

    static Diagnosis diagnosis(
            String scanId, String modelVersion, Finding finding, Instant receivedAt, @Nullable String replaces) {
        return Diagnosis.newBuilder()
                .setDiagnosisId(scanId + "/" + modelVersion)
                .setScanId(scanId)
                .setPatientPseudonym("child-of-" + scanId.charAt(0))
                .setSite("site")
                .setStatus(replaces == null ? DiagnosisStatus.PRELIMINARY : DiagnosisStatus.AMENDED)
                .setReplaces(replaces)
                .setFinding(finding)
                .setProbabilities(new Probabilities(0.2, 0.5, 0.3))
                .setModelVersion(modelVersion)
                .setModelSha256("00")
                .setPreprocessing("area-128-standardised-v1")
                .setPriority(
                        switch (finding) {
                            case PNEUMONIA -> TriagePriority.URGENT;
                            case UNCERTAIN -> TriagePriority.SOON;
                            case NORMAL -> TriagePriority.ROUTINE;
                        })
                .setActivationMap(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setQualityFlags(List.of())
                .setCapturedAt(receivedAt)
                .setReceivedAt(receivedAt)
                .setDecidedAt(receivedAt.plusMillis(replaces == null ? 20 : 1_000))
                .setSource(new SourcePosition("xray.scans", 1, 7L))
                .setAcquisition(Acquisition.newBuilder()
                        .setAgeMonths(36)
                        .setContentType("image/jpeg")
                        .build())
                .build();
    }

    static Rejection rejection(String scanId, RejectionReason reason) {
        return Rejection.newBuilder()
                .setScanId(scanId)
                .setReason(reason)
                .setDetail("in words")
                .setPatientPseudonym("")
                .setSite("site")
                .setSource(new SourcePosition("xray.scans", 1, 8L))
                .setReceivedAt(NOW)
                .setRejectedAt(NOW)
                .build();
    }

    static Label label(String scanId, String reader, LabelFinding finding, Instant at) {
        return Label.newBuilder()
                .setScanId(scanId)
                .setReader(reader)
                .setFinding(finding)
                .setLabelledAt(at)
                .setSawModelResult(true)
                .build();
    }

    static RoomScan scan(String scanId, Finding finding, Instant receivedAt) {
        return RoomScan.of(diagnosis(scanId, finding, receivedAt));
    }
}
