package org.xraystream.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where diagnoses go, on the command line. */
final class RecordOptions {

    @Option(names = "--fhir", paramLabel = "URL", description = "Base address of a FHIR R4 server (fhir.url).")
    private Optional<String> fhir = Optional.empty();

    @Option(names = "--hl7", paramLabel = "HOST:PORT", description = "HL7 v2.5 receiver over MLLP (hl7.address).")
    private Optional<String> hl7 = Optional.empty();

    @Option(
            names = "--pacs",
            paramLabel = "URL",
            description = "Orthanc that holds the radiographs and takes overlays of them (pacs.url).")
    private Optional<String> pacs = Optional.empty();

    @Option(
            names = "--patients",
            paramLabel = "FILE",
            description = "Lines PSEUDONYM,IDENTIFIER (patients.file); without it patients go by their pseudonyms.")
    private Optional<Path> patients = Optional.empty();

    @Option(
            names = "--patient-system",
            paramLabel = "URI",
            description = "What those identifiers are unique in (patients.system), such as urn:oid:1.2.3.")
    private Optional<String> patientSystem = Optional.empty();

    /** What was given, as settings. */
    Map<String, String> settings() {
        Map<String, String> given = new HashMap<>();
        fhir.ifPresent(url -> given.put("fhir.url", url));
        hl7.ifPresent(address -> given.put("hl7.address", address));
        pacs.ifPresent(url -> given.put("pacs.url", url));
        patients.ifPresent(file -> given.put("patients.file", file.toString()));
        patientSystem.ifPresent(system -> given.put("patients.system", system));
        return given;
    }
}
