package org.xraystream.ehr.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.xraystream.ehr.TestEvents.PSEUDONYM;
import static org.xraystream.ehr.TestEvents.SCAN;
import static org.xraystream.ehr.TestEvents.amended;
import static org.xraystream.ehr.TestEvents.diagnosis;
import static org.xraystream.ehr.TestEvents.history;
import static org.xraystream.ehr.TestEvents.label;
import static org.xraystream.ehr.TestEvents.recalled;
import static org.xraystream.ehr.TestEvents.rejection;
import static org.xraystream.ehr.TestEvents.retracted;
import static org.xraystream.ehr.TestEvents.with;
import static org.xraystream.event.LabelFinding.BACTERIAL_PNEUMONIA;
import static org.xraystream.event.LabelFinding.CANNOT_TELL;
import static org.xraystream.event.LabelFinding.NORMAL;
import static org.xraystream.event.LabelFinding.PNEUMONIA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Media;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.Rejection;

class ReportBundleTest {

    private static final OfflineValidator VALIDATOR = new OfflineValidator();
    private static final Diagnosis ILL = diagnosis(Finding.PNEUMONIA);
    private static final Path GOLDEN = Path.of("src/test/resources/ehr/report-after-a-reader.json");

    static Stream<Arguments> histories() {
        ScanHistory recalled = history(ILL).and(ScanHistory.of(recalled(ILL, 5)));
        Label remark = Label.newBuilder(label("b|o,b@x", CANNOT_TELL, 4))
                .setComment("motion <blurred> & dark")
                .build();
        Diagnosis bare = Diagnosis.newBuilder(diagnosis("scan-17", Finding.NORMAL))
                .setStudyUid(null)
                .setAccessionNumber(null)
                .setAcquisition(null)
                .setSite("")
                .build();
        return Stream.of(
                Arguments.of("pneumonia", history(ILL)),
                Arguments.of("normal", history(diagnosis(Finding.NORMAL))),
                Arguments.of("uncertain", history(diagnosis(Finding.UNCERTAIN))),
                Arguments.of("without study, order, view and site", history(bare)),
                Arguments.of("refused", ScanHistory.of(rejection())),
                Arguments.of("refused and read", with(ScanHistory.of(rejection()), label("ann", NORMAL, 1))),
                Arguments.of("final", history(ILL, label("ann", BACTERIAL_PNEUMONIA, 1))),
                Arguments.of("cannot tell, with a remark", history(ILL, remark)),
                Arguments.of("undone", history(ILL, label("ann", NORMAL, 1), retracted("ann", 2))),
                Arguments.of("disputed", history(ILL, label("ann", NORMAL, 1), label("bob", PNEUMONIA, 2))),
                Arguments.of("corrected", history(ILL, label("ann", NORMAL, 1), label("ann", PNEUMONIA, 2))),
                Arguments.of("recalled", recalled),
                Arguments.of("recalled after it was final", with(recalled, label("ann", NORMAL, 1))),
                Arguments.of("read again", history(ILL).and(ScanHistory.of(amended(ILL, Finding.NORMAL, 5)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void isValid(String name, ScanHistory history) {
        String json = Fhir.json(bundle(history));

        assertThat(VALIDATOR.errorsIn(json)).isEmpty();
    }

    @Test
    void isNotFoundValidByAValidatorThatSeesNothing() {
        Bundle broken = bundle(history(ILL));
        resource(broken, DiagnosticReport.class).setStatus(null);

        assertThat(VALIDATOR.errorsIn(Fhir.json(broken))).isNotEmpty();
    }

    /** To accept a change on purpose, delete the file and run this once. */
    @Test
    void saysWhatItHasAlwaysSaid() throws IOException {
        Label remark = Label.newBuilder(label("ann", BACTERIAL_PNEUMONIA, 1))
                .setComment("right lower lobe")
                .build();

        String json = Fhir.prettyJson(bundle(history(ILL, remark))) + "\n";

        if (Files.notExists(GOLDEN)) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, json);
        }
        assertThat(json).isEqualTo(Files.readString(GOLDEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void givesEveryResourceARequestThatMayBeRepeated(String name, ScanHistory history) {
        Bundle bundle = bundle(history);

        assertThat(bundle.getEntry()).hasSizeGreaterThan(2).allSatisfy(entry -> {
            switch (entry.getRequest().getMethod()) {
                case POST -> assertThat(entry.getRequest().getIfNoneExist()).contains("=https%3A%2F%2F");
                case PUT -> assertThat(entry.getRequest().getUrl()).contains("?identifier=https%3A%2F%2F");
                default -> throw new AssertionError(entry.getRequest().getMethod());
            }
        });
        assertThat(bundle.getEntry())
                .extracting(Bundle.BundleEntryComponent::getFullUrl)
                .doesNotHaveDuplicates();
    }

    @Test
    void isTheSameTextInEveryTimeZone() {
        String before = Fhir.json(bundle(history(ILL, label("ann", NORMAL, 1))));
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));

            assertThat(Fhir.json(bundle(history(ILL, label("ann", NORMAL, 1))))).isEqualTo(before);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @EnumSource(Finding.class)
    void labelsWhatTheModelSaidAsAssertedByAnAi(Finding finding) {
        Bundle bundle = bundle(history(diagnosis(finding)));

        List<Resource> spoken = Stream.of(DiagnosticReport.class, Observation.class, Media.class, Provenance.class)
                .map(type -> (Resource) resource(bundle, type))
                .toList();
        assertThat(spoken)
                .allSatisfy(resource -> assertThat(resource.getMeta().getSecurity())
                        .extracting(Coding::getCode)
                        .containsExactly("AIAST"));
    }

    @Test
    void namesNoFindingThatTheModelDidNotMake() {
        Bundle bundle = bundle(history(diagnosis(Finding.UNCERTAIN)));

        assertThat(resource(bundle, DiagnosticReport.class).getConclusionCode()).isEmpty();
        Observation observation = resource(bundle, Observation.class);
        assertThat(observation.hasValue()).isFalse();
        assertThat(observation.getDataAbsentReason().getCodingFirstRep().getCode())
                .isEqualTo("unknown");
        assertThat(observation.getInterpretationFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("IND");
    }

    @Test
    void saysOfARefusedScanThatNothingWasObserved() {
        Bundle bundle = bundle(ScanHistory.of(rejection()));

        assertThat(resource(bundle, DiagnosticReport.class).getStatus()).isEqualTo(DiagnosticReportStatus.CANCELLED);
        Observation observation = resource(bundle, Observation.class);
        assertThat(observation.getStatus()).isEqualTo(ObservationStatus.CANCELLED);
        assertThat(observation.getComponent()).isEmpty();
        assertThat(observation.getNoteFirstRep().getText()).contains("NOT_A_CHEST_RADIOGRAPH");
        assertThat(resources(bundle, Media.class)).isEmpty();
    }

    @Test
    void withdrawsTheProbabilitiesAndTheMapOfARecalledModel() {
        Bundle bundle = bundle(history(ILL).and(ScanHistory.of(recalled(ILL, 5))));

        assertThat(resource(bundle, Observation.class).getComponent())
                .extracting(component -> component.getCode().getCodingFirstRep().getCode())
                .containsExactly("triage-priority");
        assertThat(resource(bundle, Media.class).getStatus()).isEqualTo(Media.MediaStatus.ENTEREDINERROR);
        assertThat(resource(bundle, Media.class).getContent().hasData()).isFalse();
    }

    @Test
    void concludesWithTheReaderAndKeepsTheModelsWordBesideIt() {
        Bundle bundle = bundle(history(ILL, label("ann", NORMAL, 1)));

        DiagnosticReport report = resource(bundle, DiagnosticReport.class);
        assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.FINAL);
        assertThat(report.getConclusionCode())
                .extracting(ReportBundleTest::code)
                .containsExactly("168733007");
        assertThat(report.getResultsInterpreterFirstRep().getIdentifier().getValue())
                .isEqualTo("ann");
        assertThat(resources(bundle, Observation.class))
                .extracting(one -> code(one.getValueCodeableConcept()), Observation::getStatus)
                .containsExactly(
                        tuple("233604007", ObservationStatus.PRELIMINARY), tuple("168733007", ObservationStatus.FINAL));
    }

    @Test
    void givesNoCodeToAFindingThatIsDisputed() {
        Bundle bundle = bundle(history(ILL, label("ann", NORMAL, 1), label("bob", PNEUMONIA, 2)));

        DiagnosticReport report = resource(bundle, DiagnosticReport.class);
        assertThat(report.getConclusionCode()).isEmpty();
        assertThat(report.getConclusion())
                .startsWith("The readers contradict each other: no sign of pneumonia, pneumonia");
    }

    @Test
    void doesNotFallBackToTheModelsCodeWhereAReadingWasWithdrawn() {
        Bundle bundle = bundle(history(ILL, label("ann", NORMAL, 1), retracted("ann", 2)));

        assertThat(resource(bundle, DiagnosticReport.class).getConclusionCode()).isEmpty();
        assertThat(resources(bundle, Observation.class))
                .extracting(Observation::getStatus)
                .containsExactly(ObservationStatus.PRELIMINARY, ObservationStatus.ENTEREDINERROR);
    }

    @Test
    void namesThePatientByThePseudonymAloneUntilItIsIdentified() {
        Bundle pseudonymous = bundle(history(ILL, label("ann", NORMAL, 1)));
        var known = new Identity("urn:oid:1.2.3.4", "MRN|0042");

        Bundle identified = PatientIdentification.identify(pseudonymous, known);

        assertThat(Fhir.json(pseudonymous)).contains(PSEUDONYM).doesNotContain("MRN");
        assertThat(Fhir.json(identified)).contains("MRN|0042").doesNotContain(PSEUDONYM);
        assertThat(resource(identified, Patient.class).getIdentifier()).hasSize(1);
        assertThat(identified.getEntryFirstRep().getRequest().getIfNoneExist())
                .isEqualTo("identifier=urn%3Aoid%3A1.2.3.4%7CMRN%5C%7C0042");
        assertThat(VALIDATOR.errorsIn(Fhir.json(identified))).isEmpty();
    }

    @Test
    void reportsNothingWhileOnlyAReaderHasSpoken() {
        assertThat(ReportBundle.of(ScanHistory.of(label("ann", NORMAL, 1)))).isEmpty();
    }

    @Test
    void reportsNothingOfARefusedScanThatNamesNoPatient() {
        Rejection anonymous =
                Rejection.newBuilder(rejection()).setPatientPseudonym("").build();

        assertThat(ReportBundle.of(ScanHistory.of(anonymous))).isEmpty();
    }

    @Test
    void refersToTheStudyAsPacsKnowsIt() {
        DiagnosticReport report = resource(bundle(history(ILL)), DiagnosticReport.class);

        assertThat(report.getImagingStudyFirstRep().getIdentifier().getSystem()).isEqualTo("urn:dicom:uid");
        assertThat(report.getImagingStudyFirstRep().getIdentifier().getValue()).isEqualTo("urn:oid:1.2.840.113619.2.1");
        assertThat(report.getIdentifierFirstRep().getValue()).isEqualTo(SCAN);
    }

    private static String code(CodeableConcept concept) {
        return concept.getCodingFirstRep().getCode();
    }

    private static Bundle bundle(ScanHistory history) {
        return ReportBundle.of(history).orElseThrow();
    }

    private static <R extends Resource> R resource(Bundle bundle, Class<R> type) {
        return resources(bundle, type).get(0);
    }

    private static <R extends Resource> List<R> resources(Bundle bundle, Class<R> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
