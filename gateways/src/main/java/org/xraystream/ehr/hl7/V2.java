package org.xraystream.ehr.hl7;

import ca.uhn.hl7v2.model.DataTypeException;
import ca.uhn.hl7v2.model.v25.datatype.CE;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.hl7.fhir.r4.model.Coding;
import org.xraystream.ehr.fhir.Code;

/** Codes and times of FHIR as HL7 v2 writes them. */
final class V2 {

    /** What HL7 v2 calls the systems of our codes (table 0396); 99... are a site's own. */
    private static final Map<String, String> CODING_SYSTEMS = Map.of(
            Code.CHEST_AP.coding().getSystem(), "LN",
            Code.PNEUMONIA.coding().getSystem(), "SCT",
            Code.CONCLUSION.coding().getSystem(), "99XRAYSTREAM");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private V2() {}

    static void fill(CE element, Coding coding) throws DataTypeException {
        element.getIdentifier().setValue(coding.getCode());
        element.getText().setValue(coding.getDisplay());
        element.getNameOfCodingSystem().setValue(CODING_SYSTEMS.getOrDefault(coding.getSystem(), coding.getSystem()));
    }

    static String time(Instant time) {
        return TIME.format(time);
    }
}
