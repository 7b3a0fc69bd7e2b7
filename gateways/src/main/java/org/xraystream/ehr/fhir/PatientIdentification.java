package org.xraystream.ehr.fhir;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Patient;

/** Puts the hospital's identifier of the patient in the place of the pseudonym, in the patient and nowhere else. */
public final class PatientIdentification {

    private PatientIdentification() {}

    /** The bundle for the patient that the hospital knows by this identity; the one given stays as it is. */
    public static Bundle identify(Bundle pseudonymous, Identity patient) {
        Bundle identified = pseudonymous.copy();
        for (BundleEntryComponent entry : identified.getEntry()) {
            if (entry.getResource() instanceof Patient resource) {
                resource.getIdentifier().clear();
                resource.addIdentifier(patient.identifier());
                entry.getRequest().setIfNoneExist(patient.query("identifier"));
            }
        }
        return identified;
    }
}
