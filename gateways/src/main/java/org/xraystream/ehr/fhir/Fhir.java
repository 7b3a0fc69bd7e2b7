package org.xraystream.ehr.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.parser.DataFormatException;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome;

/** FHIR R4 as JSON, and its times. The same resource gives the same text. Thread-safe. */
public final class Fhir {

    private static final FhirContext R4 = FhirContext.forR4Cached();
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private Fhir() {}

    /** A bundle as JSON, on one line. */
    public static String json(Bundle bundle) {
        return R4.newJsonParser().encodeResourceToString(bundle);
    }

    /** A bundle as JSON for people. */
    public static String prettyJson(Bundle bundle) {
        return R4.newJsonParser().setPrettyPrint(true).encodeResourceToString(bundle);
    }

    /**
     * The bundle in a text.
     *
     * @throws DataFormatException if there is none
     */
    public static Bundle bundle(String json) {
        return R4.newJsonParser().parseResource(Bundle.class, json);
    }

    /**
     * The outcome in a server's answer.
     *
     * @throws DataFormatException if there is none
     */
    public static OperationOutcome outcome(String json) {
        return R4.newJsonParser().parseResource(OperationOutcome.class, json);
    }

    static InstantType instant(Instant time) {
        return new InstantType(Date.from(time), TemporalPrecisionEnum.MILLI, UTC);
    }

    static DateTimeType dateTime(Instant time) {
        return new DateTimeType(Date.from(time), TemporalPrecisionEnum.MILLI, UTC);
    }
}
