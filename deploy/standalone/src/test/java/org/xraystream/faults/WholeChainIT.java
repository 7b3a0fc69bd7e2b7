package org.xraystream.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.faults.ChildServices.await;
import static org.xraystream.faults.ChildServices.freePort;
import static org.xraystream.faults.ChildServices.metrics;
import static org.xraystream.faults.ChildServices.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.ehr.TestEvents;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.fhir.OfflineValidator;
import org.xraystream.ehr.hl7.RecordingReceiver;
import org.xraystream.ehr.rest.RecordingFhirServer;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.modality.Pseudonyms;
import org.xraystream.orthanc.OrthancProcess;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.topic.Topics;

/**
 * The hospital's whole way in one run, every part of it real or another maker's: machines send to Orthanc, the gateway from
 * modalities is killed on the way, stream-app diagnoses, the gateway to record systems tells a FHIR server, an HL7 receiver
 * and the archive, a radiologist labels. In the end nothing of the patients is found where it does not belong.
 */
@Timeout(1200)
class WholeChainIT {
    private static final int RADIOGRAPHS = Integer.getInteger("chain.radiographs", 24);
    private static final int KILLS = Integer.getInteger("chain.kills", 1);
    private static final String SECRET = "a secret of this test";

    private Path folder = Path.of("");
    private SentRadiographs radiographs;
    private ChildServices services;
    private OrthancProcess orthanc;
    private RecordingFhirServer fhir;
    private RecordingReceiver hl7;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        radiographs = SentRadiographs.make(RADIOGRAPHS, folder.resolve("dicom"));
        services = ChildServices.in(folder);
        orthanc = OrthancProcess.start(folder.resolve("orthanc"), true);
        fhir = RecordingFhirServer.start();
        hl7 = RecordingReceiver.start();
        var pseudonyms = new Pseudonyms(SECRET.getBytes(UTF_8));
        Files.write(
                folder.resolve("patients.csv"),
                IntStream.range(0, RADIOGRAPHS)
                        .mapToObj(child -> SentRadiographs.ID + child)
                        .map(id -> pseudonyms.of(id) + "," + id)
                        .toList());
    }

    @AfterEach
    void stop() throws IOException {
        if (services != null) {
            fhir.close();
            hl7.close();
            orthanc.close();
            services.close();
        }
    }

    @Test
    void tellsTheHospitalOfEveryRadiographOnceAndNobodyElseOfThePatients() throws Exception {
        List<Integer> ports = List.of(freePort(), freePort(), freePort());
        try (ChildJvm app = services.start(org.xraystream.streamapp.Main.class, "stream-app", ports.get(0), Map.of());
                ChildJvm records = startRecords(ports.get(1))) {
            ChildJvm modality = startModality(ports.get(2));
            try {
                var sending = CompletableFuture.runAsync(this::send);
                for (int kill = 1; kill <= KILLS; kill++) {
                    int scans = kill * RADIOGRAPHS / (KILLS + 2);
                    await(scans + " scans", () -> services.keys(Topics.SCANS).size() >= scans);
                    modality.kill();
                    assertThat(services.keys(Topics.SCANS))
                            .as("scans at kill %d", kill)
                            .hasSizeLessThan(RADIOGRAPHS);
                    modality = startModality(ports.get(2));
                }
                sending.join();
                await("every outcome", () -> services.outcomes().size() >= RADIOGRAPHS);
                List<String> diagnosed = services.keys(Topics.DIAGNOSES);
                await("every report by FHIR", () -> reported().size() >= RADIOGRAPHS);
                await("every report by HL7", () -> hl7.messages().size() >= RADIOGRAPHS);
                await("every overlay", () -> orthanc.images() >= RADIOGRAPHS + diagnosed.size());
                label(diagnosed.get(0));
                await("the final report", () -> last(diagnosed.get(0)) == DiagnosticReportStatus.FINAL);
                await("the same by HL7", () -> hl7.messages().size() > RADIOGRAPHS);
                await(
                        "that overlays are passed over",
                        () -> metrics(ports.get(2)).contains("outcome=\"own\""));

                assertThat(services.keys(Topics.SCANS)).containsExactlyInAnyOrderElementsOf(radiographs.uids());
                assertThat(services.outcomes()).containsExactlyInAnyOrderElementsOf(radiographs.uids());
                assertThat(diagnosed.size()).isGreaterThan(RADIOGRAPHS * 9 / 10);
                assertRecordsAreRight();
                assertEveryDiagnosedRadiographHasItsOverlay(diagnosed);
                assertNothingOfThePatients(ports);
                assertThat(ports).allSatisfy(port -> assertThat(readiness(port)).isEqualTo(200));
            } finally {
                modality.close();
            }
        }
    }

    private void assertRecordsAreRight() {
        var validator = new OfflineValidator();
        assertThat(fhir.transactions()).hasSize(RADIOGRAPHS + 1);
        assertThat(fhir.transactions())
                .allSatisfy(bundle ->
                        assertThat(validator.errorsIn(Fhir.json(bundle))).isEmpty());
        assertThat(fhir.resources().keySet())
                .filteredOn(condition -> condition.startsWith("Patient"))
                .hasSize(RADIOGRAPHS)
                .allSatisfy(condition -> assertThat(condition).contains(SentRadiographs.ID));
        assertThat(hl7.messages())
                .hasSize(RADIOGRAPHS + 1)
                .allSatisfy(message -> assertThat(message).contains(SentRadiographs.ID));
        assertThat(hl7.messages().get(RADIOGRAPHS)).contains("|RAD|F|");
        assertThat(services.keys(Topics.UNDELIVERED)).isEmpty();
    }

    private void assertEveryDiagnosedRadiographHasItsOverlay(List<String> diagnosed) throws InterruptedException {
        List<JsonNode> overlays = orthanc.instances("Manufacturer", "Xraystream");
        assertThat(overlays.stream().map(WholeChainIT::source)).containsExactlyInAnyOrderElementsOf(diagnosed);
        assertThat(orthanc.images()).isEqualTo(RADIOGRAPHS + diagnosed.size());
        Map<String, JsonNode> originals = orthanc.instances("Modality", "CR").stream()
                .collect(Collectors.toMap(one -> one.path("SOPInstanceUID").asText(), one -> one));
        for (JsonNode overlay : overlays) {
            JsonNode original = originals.getOrDefault(source(overlay), MissingNode.getInstance());
            for (String same : List.of("StudyInstanceUID", "PatientName", "PatientID", "PatientBirthDate")) {
                assertThat(overlay.path(same)).as(same).isEqualTo(original.path(same));
            }
        }
    }

    private static String source(JsonNode overlay) {
        return overlay.path("SourceImageSequence")
                .path(0)
                .path("ReferencedSOPInstanceUID")
                .asText();
    }

    /** Only the hospital's own parts may know them: what machines sent, Orthanc, and the file that tells who is who. */
    private void assertNothingOfThePatients(List<Integer> ports) throws Exception {
        var secrets = new Secrets(
                List.of(SentRadiographs.NAME, SentRadiographs.ID, SentRadiographs.BIRTH_DATE),
                radiographs.uids().get(0));
        secrets.requireNoneIn(services.connection());
        for (int port : ports) {
            String text = metrics(port);
            assertThat(text).contains("xraystream_");
            secrets.requireNone("metrics", text);
        }
        List<Path> theHospitals =
                List.of(folder.resolve("dicom"), folder.resolve("orthanc"), folder.resolve("patients.csv"));
        secrets.requireNoneIn(folder, file -> theHospitals.stream().anyMatch(file::startsWith));
        for (String log : List.of("modality.log", "stream-app.log", "records.log")) {
            assertThat(folder.resolve(log)).isNotEmptyFile();
        }
    }

    private void send() {
        try {
            radiographs.sendTo(orthanc.dicomPort());
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private void label(String scanId) {
        try (var registry = services.connection().schemaRegistry(Duration.ofMinutes(1));
                var labels = new EventPublisher<>(services.connection(), registry, Topics.LABELS)) {
            Label label = Label.newBuilder(TestEvents.label(scanId, "ann", LabelFinding.NORMAL, 0))
                    .setLabelledAt(Instant.now())
                    .build();
            labels.publish(scanId, label).join();
        }
    }

    private List<String> reported() {
        return fhir.reports().stream().map(WholeChainIT::scanId).distinct().toList();
    }

    private static String scanId(DiagnosticReport report) {
        return report.getIdentifierFirstRep().getValue();
    }

    private DiagnosticReportStatus last(String scanId) {
        List<DiagnosticReportStatus> told = fhir.reports().stream()
                .filter(report -> scanId(report).equals(scanId))
                .map(DiagnosticReport::getStatus)
                .toList();
        return told.get(told.size() - 1);
    }

    private ChildJvm startModality(int port) throws IOException {
        return services.start(
                org.xraystream.modality.Main.class,
                "modality",
                port,
                Map.of("modality.orthanc.url", orthanc.url(), "modality.every", "PT0.2S", "pseudonym.secret", SECRET));
    }

    private ChildJvm startRecords(int port) throws IOException {
        return services.start(
                org.xraystream.ehr.Main.class,
                "records",
                port,
                Map.of(
                        "fhir.url", fhir.url(),
                        "hl7.address", hl7.address(),
                        "pacs.url", orthanc.url(),
                        "patients.file", folder.resolve("patients.csv").toString(),
                        "patients.system", "urn:oid:1.2.3.4"));
    }
}
