package org.xraystream.ehr.delivery;

import org.hl7.fhir.r4.model.Bundle;
import org.xraystream.event.FhirReport;

/**
 * A system that takes reports. To hand over a report again must change nothing there, or be recognised as the same.
 * Used by one thread.
 */
public interface Destination extends AutoCloseable {

    /** A short name for logs, metrics and health. */
    String name();

    /** Whether it is told of patients, by the identifiers of the hospital where they are known. */
    default boolean namesPatients() {
        return true;
    }

    /**
     * Tries once to hand over a report, within the destination's own patience.
     *
     * @param report what was reported
     * @param identified its bundle, the patient by the hospital's identifier where it is known and wanted
     */
    Attempt deliver(FhirReport report, Bundle identified);

    @Override
    void close();
}
