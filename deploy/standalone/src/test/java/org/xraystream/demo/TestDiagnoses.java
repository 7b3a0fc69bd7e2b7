package org.xraystream.demo;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.Probabilities;
import org.xraystream.event.TriagePriority;

/** Diagnoses as a stream-app would give them. */
final class TestDiagnoses {

    private TestDiagnoses() {}

    static Diagnosis diagnosis(String scanId, String version, double pneumonia) {
        return Diagnosis.newBuilder()
                .setDiagnosisId(scanId + version)
                .setScanId(scanId)
                .setPatientPseudonym("p")
                .setSite("s")
                .setStatus(DiagnosisStatus.PRELIMINARY)
                .setFinding(pneumonia >= 0.5 ? Finding.PNEUMONIA : Finding.NORMAL)
                .setProbabilities(new Probabilities(1 - pneumonia, pneumonia, 0.0))
                .setModelVersion(version)
                .setModelSha256("0")
                .setPreprocessing("p")
                .setPriority(TriagePriority.ROUTINE)
                .setActivationMap(ByteBuffer.allocate(0))
                .setQualityFlags(List.of())
                .setCapturedAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setDecidedAt(Instant.EPOCH)
                .build();
    }
}
