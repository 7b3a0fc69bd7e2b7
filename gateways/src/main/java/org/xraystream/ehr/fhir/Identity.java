package org.xraystream.ehr.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/**
 * What a resource is known by, independent of the server that keeps it.
 *
 * @param system what the value is unique in
 */
public record Identity(String system, String value) {

    /** An object identifier as ISO/IEC 8824 writes it, which a DICOM UID is (PS3.5, 9.1). */
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");

    /** What is searched for with a special meaning inside a value (FHIR R4, 3.1.1.4.0.2, escaping). */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\$,|]");

    public Identity {
        if (system.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("identity: neither system nor value may be blank");
        }
    }

    /** A DICOM UID as FHIR R4's ImagingStudy.identifier wants it; what is none stays as it is, in our own system. */
    static Identity ofUid(String uid) {
        return OBJECT_IDENTIFIER.matcher(uid).matches()
                ? IdentifierSystem.DICOM_UID.of("urn:oid:" + uid)
                : IdentifierSystem.SCAN.of(uid);
    }

    Identifier identifier() {
        return new Identifier().setSystem(system).setValue(value);
    }

    /** A reference to who or what is identified so, wherever it is kept. */
    Reference logicalReference(String resourceType) {
        return new Reference().setType(resourceType).setIdentifier(identifier());
    }

    /** The search that finds it by this parameter. */
    String query(String parameter) {
        String token = escaped(system) + "|" + escaped(value);
        return parameter + "="
                + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String escaped(String part) {
        return SPECIAL.matcher(part).replaceAll("\\\\$0");
    }

    /** An address for a resource of this type inside a transaction, always the same (RFC 9562, version 3). */
    String uuid(String resourceType) {
        byte[] name = (resourceType + "?" + system + "|" + value).getBytes(StandardCharsets.UTF_8);
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
    }
}
