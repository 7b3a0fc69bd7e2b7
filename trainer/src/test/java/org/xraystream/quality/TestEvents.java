package org.xraystream.quality;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.event.Probabilities;
import org.xraystream.event.TriagePriority;
import org.xraystream.model.ModelBundle;

/** Diagnoses, labels and releases of which only what matters is chosen. */
final class TestEvents {

    private TestEvents() {}

    static Diagnosis diagnosis(String scanId, String modelVersion, Finding finding, Instant decidedAt) {
        return Diagnosis.newBuilder()
                .setDiagnosisId(scanId + "/" + modelVersion)
                .setScanId(scanId)
                .setPatientPseudonym("child-of-" + scanId)
                .setSite("test-site")
                .setStatus(DiagnosisStatus.PRELIMINARY)
                .setFinding(finding)
                .setProbabilities(new Probabilities(0.5, 0.3, 0.2))
                .setModelVersion(modelVersion)
                .setModelSha256("0".repeat(64))
                .setPreprocessing("area-128-standardised-v1")
                .setPriority(TriagePriority.SOON)
                .setActivationMap(ByteBuffer.allocate(0))
                .setQualityFlags(List.of())
                .setCapturedAt(decidedAt)
                .setReceivedAt(decidedAt)
                .setDecidedAt(decidedAt)
                .setLikenessDistance(0.5)
                .setBrightness(120.0)
                .setContrast(50.0)
                .build();
    }

    static Label label(String scanId, LabelFinding finding, String reader, Instant labelledAt, boolean sawResult) {
        return Label.newBuilder()
                .setScanId(scanId)
                .setFinding(finding)
                .setReader(reader)
                .setLabelledAt(labelledAt)
                .setSawModelResult(sawResult)
                .build();
    }

    /** A champion of the shipped network under another name. */
    static ModelRelease champion(String version, Instant releasedAt) {
        ModelBundle bundle = ModelBundle.shipped().named(version);
        return ModelRelease.newBuilder()
                .setSlot(ModelSlot.CHAMPION)
                .setVersion(version)
                .setSha256(bundle.sha256())
                .setBundle(ByteBuffer.wrap(bundle.bytes()))
                .setScores(Map.of())
                .setReason("test")
                .setReleasedBy("test")
                .setReleasedAt(releasedAt)
                .build();
    }
}
