package org.xraystream.ehr.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.DataTypeException;
import ca.uhn.hl7v2.model.v25.datatype.CX;
import ca.uhn.hl7v2.model.v25.datatype.TX;
import ca.uhn.hl7v2.model.v25.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.model.v25.segment.MSH;
import ca.uhn.hl7v2.model.v25.segment.OBR;
import ca.uhn.hl7v2.model.v25.segment.OBX;
import ca.uhn.hl7v2.model.v25.segment.PID;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.xraystream.ehr.fhir.Code;
import org.xraystream.ehr.fhir.IdentifierSystem;
import org.xraystream.event.FhirReport;

/**
 * A report as an unsolicited observation message, ORU^R01 of HL7 v2.5 (chapter 7), made from the same bundle that a FHIR
 * server gets, so that both say the same. The conclusion comes first, then each observation with its sub-id (OBX-4): the
 * model's, then the readers'. The activation map stays behind.
 *
 * <p>The same report gives the same message with the same control id (MSH-10), by which a receiver knows a repetition.
 */
final class OruMessage {

    /** MSH-10 holds 20 characters. */
    private static final int CONTROL_ID_BYTES = 10;

    private final Hl7Settings settings;
    private final FhirReport report;
    private final Bundle bundle;
    private final DiagnosticReport told;
    private final ORU_R01 message = new ORU_R01();

    private OruMessage(Hl7Settings settings, FhirReport report, Bundle bundle) {
        this.settings = settings;
        this.report = report;
        this.bundle = bundle;
        this.told = resources(DiagnosticReport.class).get(0);
    }

    /**
     * The message for a report.
     *
     * @param identified its bundle, the patient by the hospital's identifier where it is known
     * @throws HL7Exception if it cannot be said in HL7 v2
     */
    static ORU_R01 of(FhirReport report, Bundle identified, Hl7Settings settings) throws HL7Exception {
        return new OruMessage(settings, report, identified).message();
    }

    private ORU_R01 message() throws HL7Exception {
        head(message.getMSH());
        identify(message.getPATIENT_RESULT().getPATIENT().getPID());
        ORU_R01_ORDER_OBSERVATION order = message.getPATIENT_RESULT().getORDER_OBSERVATION();
        describe(order.getOBR());
        conclude(order.getOBSERVATION(0).getOBX());
        var results = new ObservationResults(message, order, bundle);
        int subId = 0;
        for (Observation observation : resources(Observation.class)) {
            results.add(observation, ++subId);
        }
        return message;
    }

    /** By hand: HAPI's own quick start draws a control id from a file that it leaves in the working directory. */
    private void head(MSH header) throws DataTypeException {
        header.getFieldSeparator().setValue("|");
        header.getEncodingCharacters().setValue("^~\\&");
        header.getMessageType().getMessageCode().setValue("ORU");
        header.getMessageType().getTriggerEvent().setValue("R01");
        header.getMessageType().getMessageStructure().setValue("ORU_R01");
        header.getProcessingID().getProcessingID().setValue("P");
        header.getVersionID().getVersionID().setValue("2.5");
        header.getSendingApplication()
                .getNamespaceID()
                .setValue(settings.sender().application());
        header.getSendingFacility().getNamespaceID().setValue(settings.sender().facility());
        header.getReceivingApplication()
                .getNamespaceID()
                .setValue(settings.receiver().application());
        header.getReceivingFacility()
                .getNamespaceID()
                .setValue(settings.receiver().facility());
        header.getDateTimeOfMessage().getTime().setValue(V2.time(report.getIssuedAt()));
        header.getMessageControlID().setValue(controlId());
        header.getCharacterSet(0).setValue("UNICODE UTF-8");
    }

    private String controlId() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((report.getScanId() + "\n" + report.getBundle()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, CONTROL_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Without a name, which we never know: PID-5 says so as chapter 3 asks for (U: unspecified, S: a pseudonym). */
    private void identify(PID patient) throws DataTypeException {
        Identifier identifier = resources(Patient.class).get(0).getIdentifierFirstRep();
        boolean isPseudonym = identifier.getSystem().equals(IdentifierSystem.PSEUDONYM.uri());
        CX id = patient.getPatientIdentifierList(0);
        id.getIDNumber().setValue(identifier.getValue());
        id.getAssigningAuthority().getNamespaceID().setValue(isPseudonym ? "XRAYSTREAM" : settings.authority());
        id.getIdentifierTypeCode().setValue(isPseudonym ? "ANON" : "MR");
        patient.getPatientName(0).getFamilyName().getSurname().setValue("");
        patient.getPatientName(1).getNameTypeCode().setValue(isPseudonym ? "S" : "U");
    }

    private void describe(OBR order) throws DataTypeException {
        order.getSetIDOBR().setValue("1");
        order.getFillerOrderNumber().getEntityIdentifier().setValue(report.getScanId());
        order.getFillerOrderNumber().getNamespaceID().setValue("XRAYSTREAM");
        V2.fill(order.getUniversalServiceIdentifier(), told.getCode().getCodingFirstRep());
        if (told.hasEffectiveDateTimeType()) {
            order.getObservationDateTime()
                    .getTime()
                    .setValue(V2.time(told.getEffectiveDateTimeType().getValue().toInstant()));
        }
        if (told.hasBasedOn()) {
            order.getPlacerField1()
                    .setValue(told.getBasedOnFirstRep().getIdentifier().getValue());
        }
        order.getResultsRptStatusChngDateTime()
                .getTime()
                .setValue(V2.time(told.getIssued().toInstant()));
        order.getDiagnosticServSectID().setValue(Code.RADIOLOGY.coding().getCode());
        order.getResultStatus().setValue(resultStatus());
        if (told.hasResultsInterpreter()) {
            order.getPrincipalResultInterpreter()
                    .getNameOfPerson()
                    .getIDNumber()
                    .setValue(
                            told.getResultsInterpreterFirstRep().getIdentifier().getValue());
        }
    }

    /** Table 0123; of both corrections and amendments v2.5 only says C, correction to results. */
    private String resultStatus() {
        return switch (report.getStatus()) {
            case PRELIMINARY -> "P";
            case FINAL -> "F";
            case AMENDED, CORRECTED -> "C";
            case CANCELLED -> "X";
            case OTHER -> throw new IllegalStateException("reports of a later version are not known here");
        };
    }

    private void conclude(OBX result) throws DataTypeException {
        result.getSetIDOBX().setValue("1");
        V2.fill(result.getObservationIdentifier(), Code.CONCLUSION.coding());
        result.getValueType().setValue("TX");
        var text = new TX(message);
        text.setValue(told.getConclusion());
        result.getObservationValue(0).setData(text);
        result.getObservationResultStatus().setValue(resultStatus());
    }

    private <R extends Resource> List<R> resources(Class<R> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
