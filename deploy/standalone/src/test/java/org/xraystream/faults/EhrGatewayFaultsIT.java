package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.ehr.TestEvents;
import org.xraystream.ehr.rest.RecordingFhirServer;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/** Kills the gateway to record systems under load; in the end every report has arrived, in its order. */
@Timeout(900)
class EhrGatewayFaultsIT {

    private static final int KILLS = Integer.getInteger("faults.kills", 2);
    private static final int SCANS = 100 * KILLS;

    private Path folder;
    private BrokerProcess broker;
    private RegistryProcess registryProcess;
    private RecordingFhirServer fhir;
    private Connection connection;
    private SchemaRegistry registry;
    private Path settingsFile;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        registryProcess = RegistryProcess.start(folder.resolve("registry"), 0);
        fhir = RecordingFhirServer.start();
        var values = new HashMap<String, String>();
        values.put("kafka.bootstrap.servers", broker.bootstrapServers());
        values.put("kafka.state.dir", folder.resolve("state").toString());
        values.put("kafka.session.timeout.ms", "6000");
        values.put("registry.url", registryProcess.url());
        values.put("http.host", "127.0.0.1");
        values.put("http.port", "0");
        values.put("fhir.url", fhir.url());
        connection = Connection.from(Settings.of(values));
        registry = connection.schemaRegistry(Duration.ofMinutes(2));
        settingsFile = folder.resolve("ehr.properties");
        var properties = new Properties();
        properties.putAll(values);
        try (Writer writer = Files.newBufferedWriter(settingsFile)) {
            properties.store(writer, null);
        }
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
    }

    @AfterEach
    void stop() {
        registry.close();
        fhir.close();
        registryProcess.close();
        broker.close();
    }

    @Test
    void losesNoReportAndNeverGoesBackBehindOneThoughItIsKilled() throws InterruptedException {
        publish();
        var random = new Random(1);
        ChildJvm gateway = startGateway();
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = kill * SCANS / (KILLS + 1);
                await(() -> fhir.reports().size() >= enough);
                Thread.sleep(random.nextInt(200));
                gateway.kill();
                gateway = startGateway();
            }
            await(() -> finals() == SCANS);
        } finally {
            gateway.close();
        }

        Map<String, List<DiagnosticReportStatus>> told = fhir.reports().stream()
                .collect(Collectors.groupingBy(
                        report -> report.getIdentifierFirstRep().getValue(),
                        Collectors.mapping(DiagnosticReport::getStatus, Collectors.toList())));
        assertThat(told)
                .hasSize(SCANS)
                .allSatisfy((scanId, statuses) -> assertThat(statuses.stream().distinct())
                        .as(scanId)
                        .containsExactly(DiagnosticReportStatus.PRELIMINARY, DiagnosticReportStatus.FINAL));
        assertThat(told.values())
                .as("a final report is never followed by a preliminary one")
                .allSatisfy(statuses ->
                        assertThat(statuses.get(statuses.size() - 1)).isEqualTo(DiagnosticReportStatus.FINAL));
        // The last of each of four partitions may come twice.
        assertThat(fhir.reports()).hasSizeBetween(2 * SCANS, 2 * SCANS + 4 * KILLS);
        assertThat(fhir.resources().keySet())
                .filteredOn(condition -> condition.startsWith("DiagnosticReport"))
                .hasSize(SCANS);
        // Of each scan: two versions of the report; observation, map, origin; those of the reader. Once a patient, a
        // device.
        assertThat(fhir.versions()).isEqualTo(SCANS * 7 + 2);
    }

    private long finals() {
        return fhir.reports().stream()
                .filter(report -> report.getStatus() == DiagnosticReportStatus.FINAL)
                .map(report -> report.getIdentifierFirstRep().getValue())
                .distinct()
                .count();
    }

    private void publish() {
        try (var diagnoses = new EventPublisher<>(connection, registry, Topics.DIAGNOSES);
                var labels = new EventPublisher<>(connection, registry, Topics.LABELS)) {
            for (String scanId : scanIds()) {
                diagnoses
                        .publish(scanId, TestEvents.diagnosis(scanId, Finding.PNEUMONIA))
                        .join();
            }
            for (String scanId : scanIds()) {
                labels.publish(scanId, TestEvents.label(scanId, "ann", LabelFinding.NORMAL, 1))
                        .join();
            }
        }
    }

    private static List<String> scanIds() {
        return IntStream.rangeClosed(1, SCANS).mapToObj(scan -> "2.25." + scan).toList();
    }

    private ChildJvm startGateway() {
        return ChildJvm.start(new ChildJvm.Program(
                "ehr-gateway",
                org.xraystream.ehr.Main.class.getName(),
                System.getProperty("java.class.path"),
                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                List.of(settingsFile.toString()),
                folder.resolve("ehr-gateway.log")));
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
