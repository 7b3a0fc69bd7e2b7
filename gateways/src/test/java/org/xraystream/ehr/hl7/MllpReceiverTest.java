package org.xraystream.ehr.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xraystream.ehr.TestEvents.PSEUDONYM;
import static org.xraystream.ehr.TestEvents.SCAN;

import ca.uhn.hl7v2.AcknowledgmentCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.ehr.TestEvents;
import org.xraystream.ehr.delivery.Attempt;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.fhir.Identity;
import org.xraystream.ehr.fhir.PatientIdentification;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

class MllpReceiverTest {

    private static final Diagnosis ILL = TestEvents.diagnosis(Finding.PNEUMONIA);
    private static final Label NORMAL = Label.newBuilder(TestEvents.label("ann", LabelFinding.NORMAL, 1))
            .setComment("Hilus betont | links, größer als üblich")
            .build();
    private static final FhirReport PRELIMINARY = TestEvents.report(TestEvents.history(ILL));
    private static final FhirReport FINAL = TestEvents.report(TestEvents.history(ILL, NORMAL));
    private static final Path GOLDEN = Path.of("src/test/resources/ehr/report-after-a-reader.hl7");

    private RecordingReceiver recording;
    private MllpReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        recording = RecordingReceiver.start();
        receiver = MllpReceiver.from(Settings.of(Map.of(
                        "hl7.address",
                        recording.address(),
                        "hl7.timeout",
                        "PT2S",
                        "hl7.receiving-application",
                        "RIS",
                        "patients.authority",
                        "STV")))
                .orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
        recording.close();
    }

    /** To accept a change on purpose, delete the file and run this once. */
    @Test
    void saysWhatItHasAlwaysSaid() throws IOException {
        deliver(FINAL);

        String lines = recording.messages().get(0).replace('\r', '\n');
        if (Files.notExists(GOLDEN)) {
            Files.writeString(GOLDEN, lines);
        }
        assertThat(lines).isEqualTo(Files.readString(GOLDEN));
    }

    static Stream<Arguments> statuses() {
        ScanHistory disputed = TestEvents.history(ILL, NORMAL, TestEvents.label("bob", LabelFinding.PNEUMONIA, 2));
        return Stream.of(
                Arguments.of(TestEvents.history(ILL), "P"),
                Arguments.of(TestEvents.history(ILL, NORMAL), "F"),
                Arguments.of(disputed, "C"),
                Arguments.of(TestEvents.history(ILL, NORMAL, TestEvents.retracted("ann", 3)), "C"),
                Arguments.of(ScanHistory.of(TestEvents.rejection()), "X"),
                Arguments.of(TestEvents.history(ILL).and(ScanHistory.of(TestEvents.recalled(ILL, 3))), "P"));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void tellsWhereTheReportStands(ScanHistory history, String status) {
        assertThat(deliver(TestEvents.report(history))).isEqualTo(new Delivered());

        assertThat(recording.fields("/.OBR-25")).containsExactly(status);
        assertThat(recording.fields("/.OBR-3-1")).containsExactly(SCAN);
    }

    @Test
    void namesNoFindingThatTheModelDidNotMake() {
        deliver(TestEvents.report(TestEvents.history(TestEvents.diagnosis(Finding.UNCERTAIN))));

        assertThat(recording.messages().get(0))
                .contains("|CE|chest-finding^Finding on a chest radiograph^99XRAYSTREAM|1|^undecided|");
    }

    @Test
    void namesThePatientAsTheHospitalDoes() {
        Bundle identified = PatientIdentification.identify(
                Fhir.bundle(FINAL.getBundle()), new Identity("urn:oid:1.2.3.4", "MRN-0042"));

        receiver.deliver(FINAL, identified);
        deliver(FINAL);

        assertThat(recording.fields("/.PID-3-1")).containsExactly("MRN-0042", PSEUDONYM);
        assertThat(recording.fields("/.PID-3-4")).containsExactly("STV", "XRAYSTREAM");
        assertThat(recording.fields("/.PID-3-5")).containsExactly("MR", "ANON");
    }

    @Test
    void repeatsAMessageUnderTheSameControlId() {
        deliver(PRELIMINARY);
        deliver(FINAL);
        deliver(FINAL);

        List<String> ids = recording.fields("/.MSH-10");
        assertThat(ids.get(1)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(0)).hasSize(20);
        assertThat(recording.messages().get(1)).isEqualTo(recording.messages().get(2));
    }

    @Test
    void believesAnErrorInTheMessage() {
        recording.next(AcknowledgmentCode.AE, 101);

        assertThat(deliver(FINAL)).isEqualTo(new Refused("acknowledged with AE, error 101"));
    }

    @Test
    void triesAgainWhereSomethingElseWasWrong() {
        recording.next(AcknowledgmentCode.AR, 207);

        assertThat(deliver(FINAL)).isInstanceOf(Postponed.class);
        assertThat(deliver(FINAL)).isEqualTo(new Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 203})
    void doesNotTryAgainWhereSuchMessagesAreNeverTaken(int error) {
        recording.next(AcknowledgmentCode.AR, error);

        assertThat(deliver(FINAL)).isEqualTo(new Refused("acknowledged with AR, error " + error));
    }

    @Test
    void doesNotTakeALateAcknowledgementForThatOfTheNextMessage() {
        recording.nextAfter(4_000);

        assertThat(deliver(PRELIMINARY)).isInstanceOf(Postponed.class);
        assertThat(deliver(FINAL)).isEqualTo(new Delivered());
    }

    @Test
    void connectsAnewToAReceiverThatWasAway() throws InterruptedException {
        deliver(PRELIMINARY);
        recording.leave();
        assertThat(deliver(FINAL)).isInstanceOf(Postponed.class);
        recording.comeBack();

        assertThat(deliver(FINAL)).isEqualTo(new Delivered());
        assertThat(recording.fields("/.OBR-25")).containsExactly("P", "F");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ris", "ris:", "ris:0", "http://ris:2575", "ris:99999x"})
    void refusesAnAddressThatIsNone(String address) {
        assertThatThrownBy(() -> MllpReceiver.from(Settings.of(Map.of("hl7.address", address))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("hl7.address=" + address + ": must be HOST:PORT");
    }

    private Attempt deliver(FhirReport report) {
        return receiver.deliver(report, Fhir.bundle(report.getBundle()));
    }
}
