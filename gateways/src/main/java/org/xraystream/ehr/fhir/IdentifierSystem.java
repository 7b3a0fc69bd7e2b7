package org.xraystream.ehr.fhir;

/** What the identifiers are unique in that a report's resources go by. */
public enum IdentifierSystem {
    /** Reports and scans, by the scan's id. */
    SCAN("scan"),
    /** What a model said of a scan, by the scan's id. */
    MODEL_OBSERVATION("model-observation"),
    /** What a reader said of a scan: {@code SCAN_ID/ACCOUNT}. */
    READER_OBSERVATION("reader-observation"),
    /** The activation map of a scan, by the scan's id. */
    ACTIVATION_MAP("activation-map"),
    /** Models, by version. */
    MODEL("model"),
    /** Models, by the SHA-256 of their bundle. */
    MODEL_BUNDLE("model-bundle-sha256"),
    /** Readers, by account. */
    READER("reader"),
    /** Patients, by pseudonym. */
    PSEUDONYM("pseudonym"),
    /** What was said of a scan, one tag of a Provenance for each act. */
    ACT("act"),
    /** DICOM UIDs as FHIR writes them. */
    DICOM_UID("urn:dicom:uid", false),
    /** Accession numbers of the radiology information system. */
    ACCESSION_NUMBER("accession-number");

    private static final String OURS = "https://xraystream.org/fhir/identifier/";

    private final String uri;

    IdentifierSystem(String name) {
        this(name, true);
    }

    IdentifierSystem(String name, boolean ours) {
        this.uri = ours ? OURS + name : name;
    }

    /** Its address. */
    public String uri() {
        return uri;
    }

    /** Something identified in it. */
    public Identity of(String value) {
        return new Identity(uri, value);
    }
}
