package org.xraystream.ehr.patients;

import java.util.Optional;
import org.xraystream.ehr.fhir.Identity;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * The hospital's own knowledge of who is behind a pseudonym. Asked only when a report is handed over, so that no topic, log
 * or metric ever holds a patient's identifier. Implementations are thread-safe.
 */
public interface Patients {

    /**
     * The patient; empty where the hospital knows none by this pseudonym.
     *
     * @throws PatientsUnavailableException if nobody can say at present
     */
    Optional<Identity> find(String pseudonym) throws PatientsUnavailableException;

    /**
     * What the settings below {@code patients.} name: a file, a service, or nothing, with which every patient stays a
     * pseudonym.
     *
     * @throws InvalidSettingException if they name both, or a file that cannot be read
     */
    static Patients from(Settings settings) {
        Optional<String> file = settings.find("patients.file");
        Optional<String> url = settings.find("patients.url");
        if (file.isEmpty() && url.isEmpty()) {
            return pseudonym -> Optional.empty();
        }
        if (file.isPresent() && url.isPresent()) {
            throw new InvalidSettingException("patients.file and patients.url: only one of them can be given");
        }
        String system = settings.text("patients.system");
        return file.<Patients>map(path -> PatientFile.open(path, system))
                .orElseGet(() -> new PatientService(url.orElseThrow(), system, settings.find("patients.token")));
    }
}
