package org.xraystream.ehr.fhir;

import static java.util.Objects.requireNonNull;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;

/**
 * HAPI's validator with the definitions of FHIR R4 and without a network. One code is added: AIAST came to HL7's code
 * system v3-ObservationValue after R4 was published (HL7 Terminology has it, and the guide "AI Transparency on FHIR",
 * itself for R4, asks for it).
 */
public final class OfflineValidator {

    private final FhirValidator validator;

    public OfflineValidator() {
        FhirContext r4 = FhirContext.forR4Cached();
        var definitions = new DefaultProfileValidationSupport(r4);
        var unknownSystems = new UnknownCodeSystemWarningValidationSupport(r4);
        // LOINC and SNOMED CT are not at hand offline.
        unknownSystems.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
        var support = new ValidationSupportChain(
                withCodesSinceR4(r4, definitions),
                definitions,
                new CommonCodeSystemsTerminologyService(r4),
                new InMemoryTerminologyServerValidationSupport(r4),
                unknownSystems);
        validator = r4.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }

    private static PrePopulatedValidationSupport withCodesSinceR4(
            FhirContext r4, DefaultProfileValidationSupport definitions) {
        Coding since = Code.ASSERTED_BY_AI.coding();
        CodeSystem extended = ((CodeSystem) requireNonNull(definitions.fetchCodeSystem(since.getSystem()))).copy();
        extended.addConcept().setCode(since.getCode()).setDisplay(since.getDisplay());
        var support = new PrePopulatedValidationSupport(r4);
        support.addCodeSystem(extended);
        return support;
    }

    /** What is wrong with a text, one line each; warnings are not. */
    public List<String> errorsIn(String json) {
        return validator.validateWithResult(json).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(OfflineValidator::line)
                .toList();
    }

    private static String line(SingleValidationMessage message) {
        return message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage();
    }
}
