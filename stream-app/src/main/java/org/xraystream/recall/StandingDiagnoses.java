package org.xraystream.recall;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xraystream.event.Diagnosis;

/** The diagnoses of one version, and which of them still stand. For one thread. */
final class StandingDiagnoses {

    private final String version;
    /** By their id: a diagnosis that was sent twice is one. */
    private final Map<String, Diagnosis> ofVersion = new LinkedHashMap<>();

    private final Set<String> replaced = new HashSet<>();

    StandingDiagnoses(String version) {
        this.version = version;
    }

    /** Notes any diagnosis, of whatever version. */
    void note(Diagnosis diagnosis) {
        if (diagnosis.getModelVersion().equals(version)) {
            ofVersion.put(diagnosis.getDiagnosisId(), diagnosis);
        }
        if (diagnosis.getReplaces() != null) {
            replaced.add(diagnosis.getReplaces());
        }
    }

    /** How many the version made, without those that only say that it was recalled. */
    int listed() {
        return (int) ofVersion.values().stream()
                .filter(diagnosis -> !Amendment.isRecall(diagnosis))
                .count();
    }

    /** Those that nothing has replaced yet. */
    List<Diagnosis> standing() {
        var standing = new ArrayList<Diagnosis>();
        ofVersion.forEach((id, diagnosis) -> {
            if (!replaced.contains(id) && !Amendment.isRecall(diagnosis)) {
                standing.add(diagnosis);
            }
        });
        return standing;
    }
}
