package org.xraystream.ehr.fhir;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Every code that a report uses, each with its source; nothing else in the gateway names one. */
public enum Code {
    // HL7 v2 table 0074, diagnostic service section.
    RADIOLOGY(CodeSystem.DIAGNOSTIC_SECTION, "RAD", "Radiology"),
    // FHIR R4, value set observation-category.
    IMAGING(CodeSystem.OBSERVATION_CATEGORY, "imaging", "Imaging"),

    // LOINC 2.x, class RAD: loinc.org/36572-6 and loinc.org/36554-4.
    CHEST_AP(CodeSystem.LOINC, "36572-6", "XR Chest AP"),
    CHEST_SINGLE_VIEW(CodeSystem.LOINC, "36554-4", "XR Chest Single view"),

    // SNOMED CT, international edition.
    PNEUMONIA(CodeSystem.SNOMED, "233604007", "Pneumonia"),
    BACTERIAL_PNEUMONIA(CodeSystem.SNOMED, "53084003", "Bacterial pneumonia"),
    VIRAL_PNEUMONIA(CodeSystem.SNOMED, "75570004", "Viral pneumonia"),
    NORMAL_CHEST(CodeSystem.SNOMED, "168733007", "Standard chest X-ray normal"),

    // HL7 Terminology, v3 ObservationValue; asked for by the HL7 guide "AI Transparency on FHIR" in meta.security.
    ASSERTED_BY_AI(CodeSystem.OBSERVATION_VALUE, "AIAST", "Artificial Intelligence asserted"),
    // HL7 Terminology, v3 ObservationInterpretation: could be declared neither positive nor negative.
    INDETERMINATE(CodeSystem.INTERPRETATION, "IND", "Indeterminate"),
    // FHIR R4, value set data-absent-reason.
    UNKNOWN(CodeSystem.DATA_ABSENT_REASON, "unknown", "Unknown"),
    NOT_PERFORMED(CodeSystem.DATA_ABSENT_REASON, "not-performed", "Not Performed"),

    // HL7 v2 table 0203, identifier type.
    ACCESSION_NUMBER(CodeSystem.IDENTIFIER_TYPE, "ACSN", "Accession ID"),
    // FHIR R4, value set provenance-agent-type.
    AUTHOR(CodeSystem.PROVENANCE_PARTICIPANT, "author", "Author"),
    VERIFIER(CodeSystem.PROVENANCE_PARTICIPANT, "verifier", "Verifier"),
    // HL7 Terminology, v3 DataOperation, in FHIR R4's value set provenance-activity-type.
    CREATE(CodeSystem.DATA_OPERATION, "CREATE", "create"),
    UPDATE(CodeSystem.DATA_OPERATION, "UPDATE", "revise"),

    // Ours: no published code says "pneumonia, judged by software from one radiograph", or how soon to look at it.
    CHEST_FINDING(CodeSystem.XRAYSTREAM, "chest-finding", "Finding on a chest radiograph"),
    TRIAGE_PRIORITY(CodeSystem.XRAYSTREAM, "triage-priority", "How soon a person should look"),
    ROUTINE(CodeSystem.XRAYSTREAM, "routine", "Routine"),
    SOON(CodeSystem.XRAYSTREAM, "soon", "Soon"),
    URGENT(CodeSystem.XRAYSTREAM, "urgent", "Urgent"),
    CONCLUSION(CodeSystem.XRAYSTREAM, "conclusion", "Conclusion of the report");

    /** The systems, by the addresses that FHIR R4 gives them. */
    private static final class CodeSystem {
        static final String LOINC = "http://loinc.org";
        static final String SNOMED = "http://snomed.info/sct";
        static final String DIAGNOSTIC_SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074";
        static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
        static final String OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
        static final String OBSERVATION_VALUE = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
        static final String INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
        static final String DATA_ABSENT_REASON = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
        static final String PROVENANCE_PARTICIPANT =
                "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
        static final String DATA_OPERATION = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
        static final String XRAYSTREAM = "https://xraystream.org/fhir/CodeSystem/report";
    }

    private final String system;
    private final String code;
    private final String display;

    Code(String system, String code, String display) {
        this.system = system;
        this.code = code;
        this.display = display;
    }

    /** The code alone. */
    public Coding coding() {
        return new Coding(system, code, display);
    }

    /** The code as a concept. */
    public CodeableConcept concept() {
        return new CodeableConcept(coding());
    }
}
