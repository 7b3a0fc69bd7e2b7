package org.xraystream.ehr.patients;

/** Nobody can say at present who a patient is. The message names no patient. */
public final class PatientsUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    PatientsUnavailableException(String message) {
        super(message);
    }
}
