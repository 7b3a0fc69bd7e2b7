package org.xraystream.ehr.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xraystream.ehr.TestEvents.SCAN;

import java.io.IOException;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.ehr.TestEvents;
import org.xraystream.ehr.delivery.Attempt;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

class FhirServerTest {

    private static final FhirReport PRELIMINARY =
            TestEvents.report(TestEvents.history(TestEvents.diagnosis(Finding.PNEUMONIA)));
    private static final FhirReport FINAL = TestEvents.report(TestEvents.history(
            TestEvents.diagnosis(Finding.PNEUMONIA), TestEvents.label("ann", LabelFinding.NORMAL, 1)));

    private RecordingFhirServer recording;
    private FhirServer server;

    @BeforeEach
    void start() throws IOException {
        recording = RecordingFhirServer.start();
        server = FhirServer.from(Settings.of(Map.of("fhir.url", recording.url(), "fhir.token", "t0ken")))
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        server.close();
        recording.close();
    }

    @Test
    void handsOverATransaction() {
        assertThat(deliver(PRELIMINARY)).isEqualTo(new Delivered());

        assertThat(recording.reports()).hasSize(1).allSatisfy(report -> {
            assertThat(report.getIdentifierFirstRep().getValue()).isEqualTo(SCAN);
            assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.PRELIMINARY);
        });
        assertThat(recording.authorizations()).containsExactly("Bearer t0ken");
    }

    @Test
    void changesNothingByHandingOverTheSameAgain() {
        deliver(PRELIMINARY);
        deliver(FINAL);
        int versions = recording.versions();
        Map<String, String> resources = recording.resources();

        deliver(FINAL);
        deliver(FINAL);

        assertThat(recording.transactions()).hasSize(4);
        assertThat(recording.versions()).isEqualTo(versions);
        assertThat(recording.resources()).isEqualTo(resources);
    }

    @Test
    void putsTheFinalReportInThePlaceOfThePreliminaryOne() {
        deliver(PRELIMINARY);
        deliver(FINAL);

        assertThat(recording.resources().keySet())
                .filteredOn(condition -> condition.startsWith("DiagnosticReport"))
                .hasSize(1);
        assertThat(recording.resources().keySet())
                .filteredOn(condition -> condition.startsWith("Provenance"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 405, 408, 429, 500, 503})
    void waitsWhereTheReportIsNotToBlame(int status) {
        recording.next(status, "");

        assertThat(deliver(PRELIMINARY)).isEqualTo(new Postponed("the FHIR server answers HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 410, 412, 422})
    void believesARefusalOfTheReport(int status) {
        recording.next(status, "<html>no</html>");

        assertThat(deliver(PRELIMINARY)).isEqualTo(new Refused("HTTP " + status));
    }

    @Test
    void tellsTheCodesOfARefusalAndNoneOfItsWords() {
        recording.next(422, """
                {"resourceType": "OperationOutcome", "issue": [
                  {"severity": "error", "code": "business-rule", "diagnostics": "patient MRN-0042 is dead"}]}""");

        assertThat(deliver(PRELIMINARY)).isEqualTo(new Refused("HTTP 422: business-rule"));
    }

    @Test
    void triesAConflictAgain() {
        recording.next(409, "").next(409, "");

        assertThat(deliver(PRELIMINARY)).isEqualTo(new Delivered());
    }

    @Test
    void believesAConflictThatStays() {
        for (int tries = 0; tries < 5; tries++) {
            recording.next(409, "");
        }

        assertThat(deliver(PRELIMINARY)).isEqualTo(new Refused("HTTP 409"));
    }

    @Test
    void waitsForAServerThatIsAway() {
        recording.leave();

        assertThat(deliver(PRELIMINARY)).isInstanceOf(Postponed.class);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> FhirServer.from(Settings.of(Map.of("fhir.url", "record-system"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("fhir.url=record-system: must be an http or https address");
    }

    private Attempt deliver(FhirReport report) {
        Bundle bundle = Fhir.bundle(report.getBundle());
        return server.deliver(report, bundle);
    }
}
