package org.xraystream.ehr.fhir;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Label;

/** Who said what of a scan, when: a Provenance for each act, which never changes. */
final class Origin {

    private Origin() {}

    static Identity act(Diagnosis diagnosis) {
        return IdentifierSystem.ACT.of(diagnosis.getDiagnosisId());
    }

    static Identity act(Label label) {
        return IdentifierSystem.ACT.of(label.getScanId() + "/" + label.getReader() + "/"
                + label.getLabelledAt().toEpochMilli());
    }

    static Provenance of(Diagnosis diagnosis, Reference device, List<Reference> targets) {
        Code activity = diagnosis.getStatus() == DiagnosisStatus.AMENDED ? Code.UPDATE : Code.CREATE;
        Provenance origin =
                origin(diagnosis.getScanId(), diagnosis.getDecidedAt(), Code.AUTHOR, activity, device, targets);
        origin.getMeta().addSecurity(Code.ASSERTED_BY_AI.coding());
        return origin;
    }

    static Provenance of(Label label, List<Reference> targets) {
        return origin(
                label.getScanId(),
                label.getLabelledAt(),
                Code.VERIFIER,
                Code.UPDATE,
                ReaderWord.reader(label),
                targets);
    }

    private static Provenance origin(
            String scanId, Instant at, Code role, Code activity, Reference who, List<Reference> targets) {
        var origin = new Provenance();
        targets.forEach(target -> origin.addTarget(target.copy()));
        origin.setOccurred(Fhir.dateTime(at));
        origin.setRecordedElement(Fhir.instant(at));
        origin.setActivity(activity.concept());
        origin.addAgent().setType(role.concept()).setWho(who.copy());
        origin.addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(Identity.ofUid(scanId).logicalReference("ImagingStudy"));
        return origin;
    }
}
