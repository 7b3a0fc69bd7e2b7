package org.xraystream.ehr.fhir;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Media;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.xraystream.event.Finding;

/**
 * What a model said of a scan, out of the report on it.
 *
 * @param finding UNCERTAIN also where the result was withdrawn
 * @param probability of pneumonia, as the report has it; empty where the model was recalled and its result withdrawn
 * @param activationMap a grey PNG, if there is one
 */
public record ModelResult(
        String modelVersion,
        Finding finding,
        Optional<String> probability,
        Optional<byte[]> activationMap,
        Instant decidedAt) {

    /** The result in a report; empty where no model has read the scan. */
    public static Optional<ModelResult> in(Bundle report) {
        List<Resource> resources = report.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .toList();
        return all(resources, Observation.class)
                .filter(one -> isIn(IdentifierSystem.MODEL_OBSERVATION, one.getIdentifierFirstRep()))
                .filter(Observation::hasDevice)
                .map(one -> new ModelResult(
                        version(one, report), finding(one), probability(one), map(resources), issued(one)))
                .findFirst();
    }

    private static <T extends Resource> Stream<T> all(List<Resource> resources, Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast);
    }

    private static boolean isIn(IdentifierSystem system, Identifier identifier) {
        return system.uri().equals(identifier.getSystem());
    }

    private static String version(Observation observation, Bundle report) {
        return report.getEntry().stream()
                .filter(entry ->
                        entry.getFullUrl().equals(observation.getDevice().getReference()))
                .map(entry ->
                        ((Device) entry.getResource()).getVersionFirstRep().getValue())
                .findFirst()
                .orElseThrow();
    }

    private static Finding finding(Observation observation) {
        if (!observation.hasValueCodeableConcept()) {
            return Finding.UNCERTAIN;
        }
        String code = observation.getValueCodeableConcept().getCodingFirstRep().getCode();
        return code.equals(Code.PNEUMONIA.coding().getCode()) ? Finding.PNEUMONIA : Finding.NORMAL;
    }

    private static Optional<String> probability(Observation observation) {
        String pneumonia = Code.PNEUMONIA.coding().getCode();
        return observation.getComponent().stream()
                .filter(part -> part.getCode().getCodingFirstRep().getCode().equals(pneumonia))
                .map(ObservationComponentComponent::getValue)
                .map(value -> ((Quantity) value).getValue().toPlainString())
                .findFirst();
    }

    private static Optional<byte[]> map(List<Resource> resources) {
        return all(resources, Media.class)
                .filter(one -> isIn(IdentifierSystem.ACTIVATION_MAP, one.getIdentifierFirstRep()))
                .filter(one -> one.getContent().hasData())
                .map(one -> one.getContent().getData())
                .findFirst();
    }

    private static Instant issued(Observation observation) {
        return observation.getIssued().toInstant();
    }

    /** Whether its model was recalled, and nothing of it holds any more. */
    public boolean isWithdrawn() {
        return probability.isEmpty();
    }
}
