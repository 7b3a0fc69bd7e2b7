package org.xraystream.ehr.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.xraystream.event.Label;

/** What a reader said of a scan: an observation for each reader. */
final class ReaderWord {

    private ReaderWord() {}

    static Identity identity(Label label) {
        return IdentifierSystem.READER_OBSERVATION.of(label.getScanId() + "/" + label.getReader());
    }

    /** The reader by account: whom it belongs to, the record system knows. */
    static Reference reader(Label label) {
        return IdentifierSystem.READER.of(label.getReader()).logicalReference("Practitioner");
    }

    /**
     * The last word of a reader.
     *
     * @param words all of that reader, in the order of their times
     */
    static Observation observation(List<Label> words) {
        Label last = words.get(words.size() - 1);
        var observation = new Observation();
        observation.addIdentifier(identity(last).identifier());
        observation.setStatus(status(words));
        observation.addCategory(Code.IMAGING.concept());
        observation.setCode(Code.CHEST_FINDING.concept());
        observation.addPerformer(reader(last));
        observation.setIssuedElement(Fhir.instant(last.getLabelledAt()));
        if (last.getRetracted()) {
            return observation.setDataAbsentReason(Code.UNKNOWN.concept());
        }
        Findings.code(last.getFinding())
                .ifPresentOrElse(
                        finding -> observation.setValue(finding.concept()),
                        () -> observation
                                .setDataAbsentReason(Code.UNKNOWN.concept())
                                .addInterpretation(Code.INDETERMINATE.concept()));
        if (last.getComment() != null && !last.getComment().isBlank()) {
            observation.addNote().setText(last.getComment());
        }
        return observation;
    }

    private static ObservationStatus status(List<Label> words) {
        Label first = words.get(0);
        Label last = words.get(words.size() - 1);
        if (last.getRetracted()) {
            return ObservationStatus.ENTEREDINERROR;
        }
        return words.stream().allMatch(word -> word.getFinding() == first.getFinding() && !word.getRetracted())
                ? ObservationStatus.FINAL
                : ObservationStatus.CORRECTED;
    }
}
