package org.xraystream.ehr.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.xraystream.ehr.history.Consensus;
import org.xraystream.ehr.history.Consensus.Agreed;
import org.xraystream.ehr.history.Consensus.Disputed;
import org.xraystream.ehr.history.Consensus.Undecided;
import org.xraystream.ehr.history.ReportCourse;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Label;
import org.xraystream.event.Rejection;
import org.xraystream.event.ReportStatus;
import org.xraystream.event.View;

/**
 * The report on one scan as a transaction: DiagnosticReport, what the model and each reader observed, the model's version
 * as Device, its activation map as Media, and who said what when as Provenance. The patient is the pseudonym
 * ({@link PatientIdentification} puts the hospital's identifier in its place). The study and the order belong to
 * others and are only referred to, by identifier.
 *
 * <p>A pure function: the same history gives the same bundle, to the letter.
 */
public final class ReportBundle {

    private final ScanHistory history;
    private final Transaction transaction = new Transaction();
    private final Reference patient;
    private final DiagnosticReport report = new DiagnosticReport();

    private ReportBundle(ScanHistory history, String pseudonym) {
        this.history = history;
        Identity identity = IdentifierSystem.PSEUDONYM.of(pseudonym);
        var patientByPseudonym = new Patient();
        patientByPseudonym.addIdentifier(identity.identifier());
        patient = transaction.createUnlessThere(patientByPseudonym, identity);
    }

    /** The report; empty while no model and no gate has spoken, and where nothing names the patient. */
    public static Optional<Bundle> of(ScanHistory history) {
        boolean reportable =
                !history.diagnoses().isEmpty() || !history.rejections().isEmpty();
        return history.patientPseudonym()
                .filter(pseudonym -> reportable)
                .map(pseudonym -> new ReportBundle(history, pseudonym).bundle());
    }

    private Bundle bundle() {
        Identity identity = IdentifierSystem.SCAN.of(history.scanId());
        report.getMeta().addSecurity(Code.ASSERTED_BY_AI.coding());
        report.addIdentifier(identity.identifier());
        report.setStatus(status());
        report.addCategory(Code.RADIOLOGY.concept());
        report.setSubject(patient.copy());
        report.setIssuedElement(Fhir.instant(history.latest()));
        history.standingDiagnosis().ifPresent(this::tell);
        history.standingRejection().ifPresent(this::tell);
        history.lastWords().forEach(this::tell);
        conclude();
        Reference reference = transaction.put(report, identity);
        addOrigins(reference);
        return transaction.bundle();
    }

    private DiagnosticReportStatus status() {
        ReportStatus status = ReportCourse.statusOf(history);
        return switch (status) {
            case PRELIMINARY -> DiagnosticReportStatus.PRELIMINARY;
            case FINAL -> DiagnosticReportStatus.FINAL;
            case AMENDED -> DiagnosticReportStatus.AMENDED;
            case CORRECTED -> DiagnosticReportStatus.CORRECTED;
            case CANCELLED -> DiagnosticReportStatus.CANCELLED;
            case OTHER -> throw new IllegalStateException("no history leads to a status of a later version");
        };
    }

    private void tell(Diagnosis diagnosis) {
        report.setEffective(Fhir.dateTime(diagnosis.getCapturedAt()));
        describe(
                diagnosis.getAcquisition() == null
                        ? View.UNKNOWN
                        : diagnosis.getAcquisition().getView(),
                diagnosis.getSite(),
                Optional.ofNullable(diagnosis.getStudyUid()),
                Optional.ofNullable(diagnosis.getAccessionNumber()));
        Reference device = transaction.createUnlessThere(ModelWord.device(diagnosis), ModelWord.model(diagnosis));
        addResult(ModelWord.observation(diagnosis, device.copy()), ModelWord.identity(history.scanId()));
        ModelWord.activationMap(diagnosis, device.copy()).ifPresent(map -> {
            map.setSubject(patient.copy());
            report.addMedia()
                    .setComment("Where the model looked")
                    .setLink(transaction.put(map, ModelWord.mapIdentity(history.scanId())));
        });
    }

    private void tell(Rejection rejection) {
        describe(
                rejection.getAcquisition() == null
                        ? View.UNKNOWN
                        : rejection.getAcquisition().getView(),
                rejection.getSite(),
                Optional.ofNullable(rejection.getStudyUid()),
                Optional.ofNullable(rejection.getAccessionNumber()));
        addResult(ModelWord.observation(rejection), ModelWord.identity(history.scanId()));
    }

    private void describe(View view, String site, Optional<String> studyUid, Optional<String> accessionNumber) {
        report.setCode((view == View.AP ? Code.CHEST_AP : Code.CHEST_SINGLE_VIEW).concept());
        if (!site.isBlank()) {
            report.addPerformer().setType("Organization").setDisplay(site);
        }
        studyUid.filter(uid -> !uid.isBlank())
                .ifPresent(uid -> report.addImagingStudy(Identity.ofUid(uid).logicalReference("ImagingStudy")));
        accessionNumber.filter(number -> !number.isBlank()).ifPresent(number -> {
            Reference order = IdentifierSystem.ACCESSION_NUMBER.of(number).logicalReference("ServiceRequest");
            order.getIdentifier().setType(Code.ACCESSION_NUMBER.concept());
            report.addBasedOn(order);
        });
    }

    private void tell(Label lastWord) {
        List<Label> words = history.labels().stream()
                .filter(label -> label.getReader().equals(lastWord.getReader()))
                .toList();
        Observation observation = ReaderWord.observation(words);
        if (lastWord.getRetracted()) {
            observation.setSubject(patient.copy());
            var unused = transaction.put(observation, ReaderWord.identity(lastWord));
        } else {
            addResult(observation, ReaderWord.identity(lastWord));
            report.addResultsInterpreter(ReaderWord.reader(lastWord));
        }
    }

    private void addResult(Observation observation, Identity identity) {
        observation.setSubject(patient.copy());
        report.addResult(transaction.put(observation, identity));
    }

    private void conclude() {
        Consensus consensus = Consensus.of(history.lastWords());
        Optional<Code> code = consensus instanceof Agreed agreed
                ? Findings.code(agreed.finding())
                : consensus instanceof Consensus.Unread && isUnverified()
                        ? history.standingDiagnosis().flatMap(standing -> Findings.code(standing.getFinding()))
                        : Optional.empty();
        code.ifPresent(known -> report.addConclusionCode(known.concept()));
        var sentences = new ArrayList<String>();
        readersWords(consensus).ifPresent(sentences::add);
        boolean isRead = consensus instanceof Agreed;
        history.standingDiagnosis()
                .map(standing -> ModelWord.words(standing, isRead))
                .ifPresent(sentences::add);
        history.standingRejection()
                .map(standing -> ModelWord.words(standing, isRead))
                .ifPresent(sentences::add);
        report.setConclusion(String.join(" ", sentences));
    }

    /** Whether it is the model's report alone: once a reader's word stood, a code in it would pass for verified. */
    private boolean isUnverified() {
        return report.getStatus() == DiagnosticReportStatus.PRELIMINARY;
    }

    private Optional<String> readersWords(Consensus consensus) {
        if (consensus instanceof Agreed agreed) {
            return Optional.of("Radiologist: " + Findings.words(agreed.finding()) + ".");
        }
        if (consensus instanceof Disputed) {
            return Optional.of("The readers contradict each other: " + voices() + ".");
        }
        if (consensus instanceof Undecided) {
            return Optional.of("The reader could not tell.");
        }
        return history.labels().isEmpty() ? Optional.empty() : Optional.of("A reading was withdrawn; none stands.");
    }

    private String voices() {
        return history.lastWords().stream()
                .filter(word -> !word.getRetracted())
                .map(word -> Findings.words(word.getFinding()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void addOrigins(Reference reference) {
        Reference observed = new Reference(ModelWord.identity(history.scanId()).uuid("Observation"));
        for (Diagnosis diagnosis : history.diagnoses()) {
            Reference device = transaction.createUnlessThere(ModelWord.device(diagnosis), ModelWord.model(diagnosis));
            var unused = transaction.createUnlessTagged(
                    Origin.of(diagnosis, device, List.of(reference, observed)), Origin.act(diagnosis));
        }
        for (Label label : history.labels()) {
            Reference read = new Reference(ReaderWord.identity(label).uuid("Observation"));
            var unused = transaction.createUnlessTagged(Origin.of(label, List.of(reference, read)), Origin.act(label));
        }
    }
}
