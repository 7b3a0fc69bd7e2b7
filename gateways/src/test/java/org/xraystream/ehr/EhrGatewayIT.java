package org.xraystream.ehr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.ehr.TestEvents.PSEUDONYM;
import static org.xraystream.service.testing.TestCluster.await;

import ca.uhn.hl7v2.AcknowledgmentCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.ehr.delivery.UndeliveredReports;
import org.xraystream.ehr.delivery.UndeliveredReports.Redrive;
import org.xraystream.ehr.delivery.UndeliveredReports.Refusal;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.fhir.OfflineValidator;
import org.xraystream.ehr.hl7.RecordingReceiver;
import org.xraystream.ehr.rest.RecordingFhirServer;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/** The whole gateway between a real broker, a server over HTTP and HAPI's own HL7 listener. */
@Timeout(300)
class EhrGatewayIT {

    private static final String MRN = "MRN-0042";

    private final Path folder;
    private final String application = "ehr-" + UUID.randomUUID();

    private TestCluster cluster;
    private RecordingFhirServer fhir;
    private RecordingReceiver hl7;

    EhrGatewayIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start();
        fhir = RecordingFhirServer.start();
        hl7 = RecordingReceiver.start();
        Files.writeString(folder.resolve("patients.csv"), PSEUDONYM + "," + MRN + "\n");
    }

    @AfterEach
    void stop() throws Exception {
        fhir.close();
        hl7.close();
        cluster.close();
    }

    @Test
    void tellsBothRecordSystemsOfADiagnosisAndMakesItFinalByALabel() throws Exception {
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            send(diagnosis(1));
            await(
                    "the diagnosis",
                    () -> fhir.reports().size() == 1 && hl7.messages().size() == 1);
            send(label(1));
            await(
                    "the label",
                    () -> fhir.reports().size() == 2 && hl7.messages().size() == 2);

            assertThat(fhir.reports())
                    .extracting(DiagnosticReport::getStatus)
                    .containsExactly(DiagnosticReportStatus.PRELIMINARY, DiagnosticReportStatus.FINAL);
            assertThat(hl7.messages().get(0)).contains("|RAD|P");
            assertThat(hl7.messages().get(1)).contains("|RAD|F|", MRN);
            assertThat(gateway.isReady()).isTrue();
            var validator = new OfflineValidator();
            assertThat(fhir.transactions())
                    .allSatisfy(bundle ->
                            assertThat(validator.errorsIn(Fhir.json(bundle))).isEmpty());
        }
    }

    @Test
    void namesThePatientAtTheRecordSystemsAndNowhereElse() throws Exception {
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            Diagnosis stranger = Diagnosis.newBuilder(diagnosis(2))
                    .setPatientPseudonym("unknown-to-the-hospital")
                    .build();
            fhir.next(422, """
                    {"resourceType": "OperationOutcome",
                     "issue": [{"severity": "error", "code": "value", "diagnostics": "no %s here"}]}""".formatted(MRN));
            send(diagnosis(1));
            await("the refusal", () -> !undelivered().isEmpty());
            send(stranger);
            send(label(1));
            await("the rest", () -> fhir.reports().size() == 2 && hl7.messages().size() == 3);

            assertThat(fhir.transactions().stream().flatMap(EhrGatewayIT::patients))
                    .containsExactlyInAnyOrder("unknown-to-the-hospital", MRN);
            assertThat(undelivered()).anySatisfy(record -> assertThat(record).contains("HTTP 422: value"));
            assertThat(everythingOnTopics()).isNotEmpty().noneMatch(record -> record.contains(MRN));
            assertThat(get(gateway, "/metrics"))
                    .contains("xraystream_patients_unknown_total{destination=\"fhir\"} 1.0")
                    .doesNotContain(MRN, PSEUDONYM);
        }
    }

    @Test
    void deliversInOrderToARecordSystemThatWasAway() throws Exception {
        fhir.leave();
        hl7.leave();
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            for (int scan = 1; scan <= 20; scan++) {
                send(diagnosis(scan));
            }
            for (int scan = 1; scan <= 20; scan++) {
                send(label(scan));
            }
            await("the gateway to say that it waits", () -> !gateway.isReady());
            assertThat(get(gateway, "/health/ready")).contains("does not answer");
            assertThat(get(gateway, "/health/live")).contains("\"status\":\"UP\"");
            fhir.comeBack();
            hl7.comeBack();
            await(
                    "everything",
                    () -> fhir.reports().size() == 40 && hl7.messages().size() == 40);

            for (int scan = 1; scan <= 20; scan++) {
                String id = id(scan);
                assertThat(fhir.reports().stream()
                                .filter(report -> report.getIdentifierFirstRep()
                                        .getValue()
                                        .equals(id))
                                .map(DiagnosticReport::getStatus))
                        .containsExactly(DiagnosticReportStatus.PRELIMINARY, DiagnosticReportStatus.FINAL);
                assertThat(hl7.messages().stream()
                                .filter(message -> message.contains("|" + id + "^XRAYSTREAM|"))
                                .map(message -> message.contains("|RAD|F|")))
                        .containsExactly(false, true);
            }
            await("the gateway to be well again", gateway::isReady);
        }
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        IntStream.rangeClosed(1, 30).forEach(scan -> send(diagnosis(scan)));
        try (EhrGateway first = EhrGateway.start(settings())) {
            await("some", () -> fhir.reports().size() >= 5);
        }
        IntStream.rangeClosed(1, 30).forEach(scan -> send(label(scan)));
        try (EhrGateway second = EhrGateway.start(settings())) {
            await("all", () -> finals() == 30);
        }

        assertThat(fhir.reports()).hasSize(60);
        assertThat(reported()).hasSize(60);
    }

    @Test
    void comesToTheSameByReportingEverythingAnew() throws Exception {
        IntStream.rangeClosed(1, 10).forEach(scan -> send(diagnosis(scan)));
        IntStream.rangeClosed(1, 10).forEach(scan -> send(label(scan)));
        try (EhrGateway first = EhrGateway.start(settings())) {
            await("all", () -> finals() == 10);
        }
        Map<String, String> resources = fhir.resources();
        int reports = fhir.reports().size();

        Settings anew = settings().with(Map.of("ehr.application.id", application + "-2"));
        try (EhrGateway second = EhrGateway.start(anew)) {
            await("all of it again, told twice", () -> fhir.reports().size() >= 2 * reports + 10);
            await("the end", () -> fhir.reports().size() == reports + reported().size());
        }

        assertThat(fhir.resources()).isEqualTo(resources);
    }

    @Test
    void keepsWhatAnHl7ReceiverRefusesAndGoesOn() throws Exception {
        hl7.next(AcknowledgmentCode.AE, 101);
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            send(diagnosis(1));
            await(
                    "the refusal",
                    () -> undelivered().stream().anyMatch(record -> record.contains("hl7 acknowledged with AE")));
            send(label(1));
            await("the next", () -> hl7.messages().size() == 1);

            assertThat(hl7.messages().get(0)).contains("|RAD|F|");
        }
    }

    @Test
    void sendsARefusedReportOnceMoreToWhomRefusedItAndToNobodyElse() throws Exception {
        hl7.next(AcknowledgmentCode.AE, 101);
        var reports = new UndeliveredReports(cluster.connection(), Clock.systemUTC());
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            send(diagnosis(1));
            await(
                    "the refusal",
                    () -> fhir.reports().size() == 1 && reports.list().size() == 1);
            Refusal refusal = reports.list().get(0);
            assertThat(refusal.scanId()).isEqualTo(id(1));
            assertThat(refusal.destination()).isEqualTo("hl7");
            assertThat(refusal.reason()).startsWith("acknowledged with AE");
            assertThat(refusal.redriven()).isEmpty();

            assertThat(reports.redrive(refusal.id(), "ann")).isEqualTo(Redrive.SENT);
            assertThat(reports.redrive(refusal.id(), "ann")).isEqualTo(Redrive.ALREADY_SENT);

            await("it is delivered", () -> hl7.messages().size() == 1);
            send(diagnosis(2));
            await(
                    "what comes behind it",
                    () -> hl7.messages().size() == 2 && fhir.reports().size() == 2);
            assertThat(reports.list())
                    .singleElement()
                    .satisfies(sent -> assertThat(sent.redriven()).isPresent());
            assertThat(reports.redrive("0/4711", "ann")).isEqualTo(Redrive.NO_SUCH_REPORT);
            assertThat(reports.redrive("nonsense", "ann")).isEqualTo(Redrive.NO_SUCH_REPORT);
        }
    }

    @Test
    void doesNotSendARefusedReportInThePlaceOfALaterOne() throws Exception {
        hl7.next(AcknowledgmentCode.AE, 101);
        var reports = new UndeliveredReports(cluster.connection(), Clock.systemUTC());
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            send(diagnosis(1));
            await("the refusal", () -> reports.list().size() == 1);
            send(label(1));
            await("the final report", () -> hl7.messages().size() == 1);

            assertThat(reports.redrive(reports.list().get(0).id(), "ann")).isEqualTo(Redrive.REPLACED);

            assertThat(reported()).hasSize(2);
        }
    }

    /** One sends while others try the same: Kafka lets in who came last, and refuses the others or lets them see the note. */
    @Test
    void sendsOnceThoughManyWantItAtTheSameTime() throws Exception {
        hl7.next(AcknowledgmentCode.AE, 101);
        var reports = new UndeliveredReports(cluster.connection(), Clock.systemUTC());
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            send(diagnosis(1));
            await("the refusal", () -> reports.list().size() == 1);
            String id = reports.list().get(0).id();

            long sent =
                    IntStream.range(0, 6)
                            .mapToObj(asker -> CompletableFuture.supplyAsync(() -> outcome(id)))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .filter("SENT"::equals)
                            .count();

            assertThat(sent).isLessThanOrEqualTo(1);
            if (sent == 0) {
                assertThat(reports.redrive(id, "ann")).isIn(Redrive.SENT, Redrive.ALREADY_SENT);
            }
            assertThat(reported()).hasSize(2);
        }
    }

    private String outcome(String id) {
        try {
            return new UndeliveredReports(cluster.connection(), Clock.systemUTC())
                    .redrive(id, "ann")
                    .name();
        } catch (KafkaException e) {
            return "fenced";
        }
    }

    /** A token that ran out, and one that is put right: nothing is refused for it, and the order is kept. */
    @Test
    void deliversInOrderOnceCredentialsAreMended() throws Exception {
        fhir.requireAuthorization("Bearer right");
        Settings wrong = settings().with(Map.of("fhir.token", "wrong"));
        try (EhrGateway gateway = EhrGateway.start(wrong)) {
            send(diagnosis(1));
            send(label(1));
            await("the gateway to say that it waits", () -> !gateway.isReady());
            assertThat(get(gateway, "/health/ready")).contains("the FHIR server answers HTTP 401");
            await("the other destination", () -> hl7.messages().size() == 2);
        }
        assertThat(fhir.reports()).isEmpty();
        assertThat(undelivered()).isEmpty();

        try (EhrGateway gateway = EhrGateway.start(settings().with(Map.of("fhir.token", "right")))) {
            await("both reports", () -> fhir.reports().size() == 2);
            await("the gateway to be well again", gateway::isReady);
        }

        assertThat(fhir.reports())
                .extracting(DiagnosticReport::getStatus)
                .containsExactly(DiagnosticReportStatus.PRELIMINARY, DiagnosticReportStatus.FINAL);
        assertThat(undelivered()).isEmpty();
    }

    /** Broken, closed, slow: whatever it is, reports wait and come in order, and none twice in the record. */
    @Test
    void deliversInOrderThoughTheServerFailsInEveryWayThatPasses() throws Exception {
        fhir.next(500, "").next(503, "").next(403, "").next(429, "").nextTooLate();
        Settings impatient = settings().with(Map.of("fhir.timeout", "PT1S"));
        try (EhrGateway gateway = EhrGateway.start(impatient)) {
            send(diagnosis(1));
            send(label(1));
            await("both reports", () -> finals() == 1);
        }

        assertThat(fhir.authorizations()).hasSize(5 + 2);
        assertThat(fhir.reports())
                .extracting(DiagnosticReport::getStatus)
                .startsWith(DiagnosticReportStatus.PRELIMINARY)
                .endsWith(DiagnosticReportStatus.FINAL);
        assertThat(fhir.resources().keySet())
                .filteredOn(condition -> condition.startsWith("DiagnosticReport"))
                .hasSize(1);
        assertThat(undelivered()).isEmpty();
    }

    @Test
    void keepsBytesThatAreNoReport() throws Exception {
        cluster.sendBytes(Topics.FHIR, id(1), "nonsense".getBytes(UTF_8));
        try (EhrGateway gateway = EhrGateway.start(settings())) {
            await(
                    "both",
                    () -> undelivered().stream()
                                    .filter(record -> record.contains("nonsense"))
                                    .count()
                            >= 2);
            send(diagnosis(2));

            await(
                    "what comes after it",
                    () -> fhir.reports().size() == 1 && hl7.messages().size() == 1);
        }
    }

    private Settings settings() {
        var values = new HashMap<String, String>();
        values.put("ehr.application.id", application);
        values.put("kafka.state.dir", folder.resolve("state").toString());
        values.put("fhir.url", fhir.url());
        values.put("fhir.timeout", "PT5S");
        values.put("hl7.address", hl7.address());
        values.put("hl7.timeout", "PT5S");
        values.put("patients.file", folder.resolve("patients.csv").toString());
        values.put("patients.system", "urn:oid:1.2.3.4");
        return cluster.settings().with(values);
    }

    private String id(int scan) {
        return "2.25." + scan;
    }

    private Diagnosis diagnosis(int scan) {
        return TestEvents.diagnosis(id(scan), Finding.PNEUMONIA);
    }

    private Label label(int scan) {
        return TestEvents.label(id(scan), "ann", LabelFinding.NORMAL, 1);
    }

    private void send(Diagnosis diagnosis) {
        cluster.send(Topics.DIAGNOSES, diagnosis.getScanId(), diagnosis);
    }

    private void send(Label label) {
        cluster.send(Topics.LABELS, label.getScanId(), label);
    }

    private long finals() {
        return fhir.reports().stream()
                .filter(report -> report.getStatus() == DiagnosticReportStatus.FINAL)
                .map(report -> report.getIdentifierFirstRep().getValue())
                .distinct()
                .count();
    }

    private List<FhirReport> reported() {
        return cluster.values(Topics.FHIR, 0);
    }

    private static Stream<String> patients(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .map(resource -> ((Patient) resource).getIdentifierFirstRep().getValue());
    }

    /** Destination, reason and content of each. */
    private List<String> undelivered() {
        return cluster.read(Topics.UNDELIVERED, 0).stream()
                .map(record -> header(record.headers()
                                .lastHeader("xraystream.destination")
                                .value()) + " "
                        + header(
                                record.headers().lastHeader("xraystream.reason").value()) + " "
                        + header(record.value()))
                .toList();
    }

    private static String header(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private List<String> everythingOnTopics() {
        return Topics.all().stream().flatMap(topic -> raw(topic.name())).toList();
    }

    private Stream<String> raw(String topic) {
        var bytes = new Topic<>(topic, Serdes.ByteArray(), registry -> Serdes.ByteArray(), 1, Map.<String, String>of());
        return cluster.read(bytes, 0).stream()
                .map(record -> record.headers().toString() + header(record.key()) + header(record.value()));
    }

    private static String get(EhrGateway gateway, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
