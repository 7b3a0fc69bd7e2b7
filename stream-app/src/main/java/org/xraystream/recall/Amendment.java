package org.xraystream.recall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.TriagePriority;

/** Diagnoses that take back others. The same diagnosis and version give the same id, so that a repetition is recognised. */
final class Amendment {

    private Amendment() {}

    /** A recalled diagnosis replaced by what another model makes of the scan. */
    static Diagnosis of(Diagnosis recalled, Diagnosis fresh) {
        return Diagnosis.newBuilder(fresh)
                .setStatus(DiagnosisStatus.AMENDED)
                .setReplaces(recalled.getDiagnosisId())
                .setDiagnosisId(id(recalled, fresh.getModelVersion()))
                .setReceivedAt(recalled.getReceivedAt())
                .build();
    }

    /**
     * A recalled diagnosis replaced by the word that a person must read the scan. It still names the recalled model, since
     * no other has seen the scan; its probabilities are that model's and mean nothing.
     */
    static Diagnosis toAPerson(Diagnosis recalled, Instant now) {
        List<QualityFlag> flags = Stream.concat(recalled.getQualityFlags().stream(), Stream.of(QualityFlag.RECALLED))
                .distinct()
                .sorted()
                .toList();
        return Diagnosis.newBuilder(recalled)
                .setStatus(DiagnosisStatus.AMENDED)
                .setReplaces(recalled.getDiagnosisId())
                .setDiagnosisId(id(recalled, "recalled"))
                .setFinding(Finding.UNCERTAIN)
                .setPriority(TriagePriority.SOON)
                .setQualityFlags(flags)
                .setDecidedAt(now)
                .build();
    }

    /** Whether a diagnosis says no more than that its model was recalled. */
    static boolean isRecall(Diagnosis diagnosis) {
        return diagnosis.getQualityFlags().contains(QualityFlag.RECALLED);
    }

    private static String id(Diagnosis recalled, String by) {
        return UUID.nameUUIDFromBytes((recalled.getDiagnosisId() + "/" + by).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
