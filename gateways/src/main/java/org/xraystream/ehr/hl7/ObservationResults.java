package org.xraystream.ehr.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.DataTypeException;
import ca.uhn.hl7v2.model.Varies;
import ca.uhn.hl7v2.model.v25.datatype.CE;
import ca.uhn.hl7v2.model.v25.datatype.NM;
import ca.uhn.hl7v2.model.v25.group.ORU_R01_OBSERVATION;
import ca.uhn.hl7v2.model.v25.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.model.v25.segment.OBX;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * The OBX and NTE segments of a message.
 *
 * @param order where they are added, behind those that are there
 * @param bundle holds the devices that the observations refer to
 */
record ObservationResults(ORU_R01 message, ORU_R01_ORDER_OBSERVATION order, Bundle bundle) {

    /** Adds an observation: its value, its notes, its components. */
    void add(Observation observation, int subId) throws HL7Exception {
        ORU_R01_OBSERVATION finding = segments(observation, observation.getCode(), subId);
        setValue(finding.getOBX(), observation.getValue(), observation.hasInterpretation());
        List<Annotation> notes = observation.getNote();
        for (int note = 0; note < notes.size(); note++) {
            finding.getNTE(note).getSetIDNTE().setValue(Integer.toString(note + 1));
            finding.getNTE(note).getComment(0).setValue(notes.get(note).getText());
        }
        for (ObservationComponentComponent component : observation.getComponent()) {
            ORU_R01_OBSERVATION part = segments(observation, component.getCode(), subId);
            setValue(part.getOBX(), component.getValue(), false);
        }
    }

    private ORU_R01_OBSERVATION segments(Observation observation, CodeableConcept code, int subId)
            throws DataTypeException {
        int place = order.getOBSERVATIONReps();
        ORU_R01_OBSERVATION added = order.getOBSERVATION(place);
        OBX result = added.getOBX();
        result.getSetIDOBX().setValue(Integer.toString(place + 1));
        V2.fill(result.getObservationIdentifier(), code.getCodingFirstRep());
        if (code.hasText()) {
            result.getObservationIdentifier().getText().setValue(code.getText());
        }
        result.getObservationSubID().setValue(Integer.toString(subId));
        result.getObservationResultStatus().setValue(status(observation));
        if (observation.hasIssued()) {
            result.getDateTimeOfTheObservation()
                    .getTime()
                    .setValue(V2.time(observation.getIssued().toInstant()));
        }
        if (observation.hasPerformer()) {
            result.getResponsibleObserver(0)
                    .getIDNumber()
                    .setValue(observation.getPerformerFirstRep().getIdentifier().getValue());
        }
        if (observation.hasDevice()) {
            result.getEquipmentInstanceIdentifier(0).getEntityIdentifier().setValue(modelVersion(observation));
            result.getEquipmentInstanceIdentifier(0).getNamespaceID().setValue("XRAYSTREAM");
        }
        return added;
    }

    private void setValue(OBX result, @Nullable Type value, boolean undecided) throws DataTypeException {
        Varies place = result.getObservationValue(0);
        if (value instanceof Quantity quantity) {
            var number = new NM(message);
            number.setValue(quantity.getValue().toPlainString());
            result.getValueType().setValue("NM");
            result.getUnits().getIdentifier().setValue(quantity.getCode());
            result.getUnits().getNameOfCodingSystem().setValue("UCUM");
            place.setData(number);
        } else if (value instanceof CodeableConcept concept) {
            var coded = new CE(message);
            V2.fill(coded, concept.getCodingFirstRep());
            result.getValueType().setValue("CE");
            place.setData(coded);
        } else if (undecided) {
            var words = new CE(message);
            words.getText().setValue("undecided");
            result.getValueType().setValue("CE");
            place.setData(words);
        }
    }

    /** Table 0085. */
    private static String status(Observation observation) {
        return switch (observation.getStatus()) {
            case PRELIMINARY -> "P";
            case FINAL -> "F";
            case CORRECTED -> "C";
            case ENTEREDINERROR -> "D";
            case CANCELLED -> "X";
            default -> throw new IllegalStateException("our reports use no other: " + observation.getStatus());
        };
    }

    private String modelVersion(Observation observation) {
        String reference = observation.getDevice().getReference();
        return bundle.getEntry().stream()
                .filter(entry -> entry.getFullUrl().equals(reference))
                .map(entry ->
                        ((Device) entry.getResource()).getVersionFirstRep().getValue())
                .findFirst()
                .orElseThrow();
    }
}
