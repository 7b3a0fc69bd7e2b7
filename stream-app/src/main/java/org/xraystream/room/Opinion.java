package org.xraystream.room;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.TriagePriority;

/**
 * What a model in force said of a scan.
 *
 * @param replaces the diagnosisId that it took back
 * @param decidedAt milliseconds since 1970
 * @param activationMap a small PNG, in Base64
 */
public record Opinion(
        String diagnosisId,
        DiagnosisStatus status,
        @Nullable String replaces,
        Finding finding,
        double normal,
        double bacterial,
        double viral,
        TriagePriority priority,
        List<QualityFlag> flags,
        String modelVersion,
        long decidedAt,
        String activationMap) {
    public Opinion {
        flags = List.copyOf(flags);
    }

    static Opinion of(Diagnosis diagnosis) {
        var probabilities = diagnosis.getProbabilities();
        byte[] map = new byte[diagnosis.getActivationMap().remaining()];
        diagnosis.getActivationMap().duplicate().get(map);
        return new Opinion(
                diagnosis.getDiagnosisId(),
                diagnosis.getStatus(),
                diagnosis.getReplaces(),
                diagnosis.getFinding(),
                probabilities.getNormal(),
                probabilities.getBacterial(),
                probabilities.getViral(),
                diagnosis.getPriority(),
                diagnosis.getQualityFlags(),
                diagnosis.getModelVersion(),
                diagnosis.getDecidedAt().toEpochMilli(),
                Base64.getEncoder().encodeToString(map));
    }
}
