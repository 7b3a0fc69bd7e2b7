package org.xraystream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.Cluster;
import org.xraystream.ehr.TestEvents;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.ContentReference;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.event.Probabilities;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.event.ScoreComparison;
import org.xraystream.event.SourcePosition;
import org.xraystream.event.TriagePriority;
import org.xraystream.image.TestDicom;
import org.xraystream.image.TestScans;
import org.xraystream.modality.Acquisition;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/** The commands that speak to a cluster, against a real broker and a real registry. */
@TestInstance(Lifecycle.PER_CLASS)
class ClusterCommandsIT {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Cluster cluster = Cluster.startTemporary();
    private final Path home;
    private final Cli cli;
    private final Connection connection;
    private final SchemaRegistry registry;

    ClusterCommandsIT(@TempDir Path home) {
        this.home = home;
        this.cli = new Cli(home);
        Map<String, String> settings =
                Map.of("kafka.bootstrap.servers", cluster.bootstrapServers(), "registry.url", cluster.registryUrl());
        this.connection = Connection.from(Settings.of(settings));
        this.registry = connection.schemaRegistry(Duration.ofSeconds(10));
        new RunningCluster(new Home(home).runningCluster()).announce(settings);
    }

    @BeforeAll
    void createTopics() throws InterruptedException {
        try (var admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
    }

    @AfterAll
    void stop() {
        registry.close();
        cluster.close();
    }

    @Test
    void publishesAFolderAsScansWithoutNamingTheChild() throws IOException {
        // Given
        Path folder = Files.createDirectories(home.resolve("PNEUMONIA"));
        Files.write(
                folder.resolve("person7_virus_1.jpeg"),
                TestScans.radiograph(1, 0.5).content());
        Files.write(
                folder.resolve("person7_virus_2.jpeg"),
                TestScans.radiograph(2, 0.5).content());

        // When
        Cli.Run first = cli.run("publish", "--json", "--site", "north", "--age-months", 30, "--view", "ap", folder);
        Cli.Run again = cli.run("publish", "--json", "--site", "north", "--age-months", 30, "--view", "ap", folder);

        // Then
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.objects())
                .hasSize(2)
                .extracting(object -> object.get("scanId").asText())
                .allMatch(scanId -> scanId.matches("2\\.25\\.\\d{30,39}"))
                .containsExactlyElementsOf(again.objects().stream()
                        .map(object -> object.get("scanId").asText())
                        .toList());
        List<Scan> scans = read(Topics.SCANS, "north");
        assertThat(scans).hasSize(4);
        assertThat(scans)
                .extracting(Scan::getPatientPseudonym)
                .containsOnly(scans.get(0).getPatientPseudonym());
        assertThat(scans).allSatisfy(scan -> {
            assertThat(scan.getPatientPseudonym()).matches("[0-9a-f]{64}");
            assertThat(scan.getAgeMonths()).isEqualTo(30);
            assertThat(scan.getContentType()).isEqualTo("image/jpeg");
            assertThat(scan.toString()).doesNotContain("person7");
        });
    }

    @Test
    void publishesADicomFileAsItSaysAndARefusedOneNot() throws IOException {
        Path file = Files.write(
                home.resolve("child.dcm"), TestDicom.radiograph().file().content());
        Path other = Files.write(
                home.resolve("slice.dcm"),
                TestDicom.radiograph().text(0x0008_0060, "CS", "CT").file().content());

        Cli.Run run = cli.run("publish", "--json", "--site", "dicom", file, other);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.objects())
                .anySatisfy(
                        object -> assertThat(object.path("refused").asText()).isEqualTo("NOT_A_CHEST_RADIOGRAPH"));
        List<Scan> scans = read(Topics.SCANS, "dicom");
        assertThat(scans).extracting(Scan::getScanId).containsExactly("2.25.11");
        assertThat(scans.get(0).getAgeMonths()).isEqualTo(39);
        assertThat(scans.get(0).getContentType()).isEqualTo("application/dicom");
        assertThat(scans.get(0).toString()).doesNotContain(TestDicom.PATIENT_ID, TestDicom.BIRTH_DATE);
    }

    @Test
    void refusesAFileTooLargeForAnEventAndSendsTheOthers() throws IOException {
        Path large = Files.write(home.resolve("large.jpeg"), new byte[Acquisition.MAX_IMAGE_BYTES + 1]);
        Path largest = Files.write(home.resolve("largest.jpeg"), new byte[Acquisition.MAX_IMAGE_BYTES]);

        Cli.Run run = cli.run("publish", "--json", large, largest);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.objects()).hasSize(2);
        assertThat(run.objects()).anySatisfy(object -> {
            assertThat(object.get("path").asText()).isEqualTo(large.toString());
            assertThat(object.get("refused").asText()).isEqualTo("TOO_LARGE");
        });
        assertThat(run.objects())
                .anySatisfy(object -> assertThat(object.has("offset")).isTrue());
    }

    @Test
    void publishesALargeFileByReferenceWhereThereIsAContentStore() throws IOException {
        Path store = Files.createDirectories(home.resolve("store"));
        Path config = Files.writeString(
                home.resolve("store.properties"), "content.store=" + store.toUri() + "\ncontent.inline.largest=1000\n");
        byte[] image = TestScans.radiograph(9, 0.5).content();
        Path file = Files.write(home.resolve("large.png"), image);

        Cli.Run away = cli.run("publish", "--config", config, "--site", "by-reference", file);
        Files.createFile(store.resolve("xraystream-content"));
        Cli.Run there = cli.run("publish", "--config", config, "--site", "by-reference", file);

        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.err()).contains("no file xraystream-content lies there");
        assertThat(there.exitCode()).as(there.err()).isZero();
        assertThat(read(Topics.SCANS, "by-reference")).singleElement().satisfies(scan -> {
            var reference = (ContentReference) scan.getPayload();
            assertThat(Path.of(URI.create(reference.getUri()))).hasBinaryContent(image);
        });
    }

    @Test
    void listsWhatARecordSystemRefusedAndSendsItOnceMore() {
        publish(Topics.FHIR, "2.25.77", TestEvents.report(TestEvents.history(TestEvents.diagnosis(Finding.NORMAL))));
        refuse("2.25.77", "hl7", "acknowledged with AE");

        Cli.Run listed = cli.run("undelivered", "--json");
        String report = listed.objects().get(0).get("report").asText();
        Cli.Run sent = cli.run("undelivered", "redrive", report, "--by", "olga");
        Cli.Run again = cli.run("undelivered", "redrive", report, "9/9");
        Cli.Run table = cli.run("undelivered");

        assertThat(listed.objects()).singleElement().satisfies(refusal -> {
            assertThat(refusal.get("scanId").asText()).isEqualTo("2.25.77");
            assertThat(refusal.get("destination").asText()).isEqualTo("hl7");
            assertThat(refusal.get("reason").asText()).isEqualTo("acknowledged with AE");
            assertThat(refusal.has("redrivenAt")).isFalse();
        });
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains(report + ": was sent once more before", "9/9: there is no such report");
        assertThat(table.lines()).hasSize(2);
        assertThat(table.lines().get(1)).startsWith(report).endsWith("acknowledged with AE");
        assertThat(read(Topics.FHIR)).hasSize(2);
        assertThat(read(Topics.AUDIT)).anySatisfy(event -> {
            assertThat(event.getAct()).isEqualTo(AuditAct.REDRIVE);
            assertThat(event.getWho()).isEqualTo("olga");
            assertThat(event.getSubject()).isEqualTo("undelivered/" + report);
        });
    }

    /** Keeps the scan's report as the gateway to record systems does. */
    private void refuse(String scanId, String destination, String reason) {
        FhirReport report = read(Topics.FHIR).get(0);
        byte[] value = Topics.FHIR.valueSerde(registry).serializer().serialize(Topics.FHIR.name(), report);
        var record = new ProducerRecord<>(Topics.UNDELIVERED.name(), scanId.getBytes(UTF_8), value);
        record.headers()
                .add("xraystream.destination", destination.getBytes(UTF_8))
                .add("xraystream.reason", reason.getBytes(UTF_8));
        try (var producer = new KafkaProducer<>(
                connection.clientSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            var unused = producer.send(record);
        }
    }

    @Test
    void printsTheReportOnAScanAndSaysWhereThereIsNone() {
        publish(Topics.DIAGNOSES, "2.25.99", diagnosis("2.25.99", NOON.plusSeconds(99)));
        publish(Topics.LABELS, "2.25.99", TestEvents.label("2.25.99", "ann", LabelFinding.NORMAL, 1));

        Cli.Run report = cli.run("fhir", "2.25.99", "--json");
        Cli.Run none = cli.run("fhir", "2.25.100");

        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(report.objects()).hasSize(1);
        assertThat(report.out()).contains("\"type\":\"transaction\"", "\"status\":\"final\"", "168733007");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).startsWith("xraystream: there is nothing to report on scan 2.25.100");
    }

    @Test
    void showsDiagnosesAndRejectionsInTheOrderOfTheirTime() {
        publish(Topics.REJECTIONS, "2.25.3", rejection("2.25.3", NOON.plusSeconds(2)));
        publish(Topics.DIAGNOSES, "2.25.2", diagnosis("2.25.2", NOON.plusSeconds(1)));
        publish(Topics.DIAGNOSES, "2.25.1", diagnosis("2.25.1", NOON));

        Cli.Run table = cli.run("diagnoses");
        Cli.Run json = cli.run("diagnoses", "--json");

        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.lines()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(table.lines().get(1))
                .startsWith("2.25.1 ")
                .contains("PNEUMONIA", "75.0%", "v1", "URGENT", "AGE_UNKNOWN");
        assertThat(table.lines().get(3)).startsWith("2.25.3 ").contains("rejected", "BLANK: all pixels are 0");
        assertThat(json.objects())
                .extracting(object -> object.get("scanId").asText())
                .startsWith("2.25.1", "2.25.2", "2.25.3");
        assertThat(json.objects()
                        .get(0)
                        .get("probabilities")
                        .get("VIRAL_PNEUMONIA")
                        .asDouble())
                .isEqualTo(0.25);
        assertThat(json.objects().get(2).get("rejected").asText()).isEqualTo("BLANK");
    }

    @Test
    void recordsALabel() {
        Cli.Run run = cli.run("label", "2.25.1", "viral_pneumonia", "--reader", "dr-17", "--blind");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(read(Topics.LABELS)).singleElement().satisfies(label -> {
            assertThat(label.getScanId()).isEqualTo("2.25.1");
            assertThat(label.getFinding()).isEqualTo(LabelFinding.VIRAL_PNEUMONIA);
            assertThat(label.getReader()).isEqualTo("dr-17");
            assertThat(label.getSawModelResult()).isFalse();
        });
        assertThat(read(Topics.AUDIT))
                .filteredOn(event -> event.getAct() == AuditAct.LABEL)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getWho()).isEqualTo("dr-17");
                    assertThat(event.getSubject()).isEqualTo("2.25.1");
                    assertThat(event.getDetail()).startsWith("VIRAL_PNEUMONIA");
                });
    }

    /** One history, as a hospital's would grow. */
    @Test
    void showsApprovesAndTakesBackReleases() {
        // Given
        publish(Topics.MODELS, "champion", release("v1", 0.91));
        publish(Topics.MODELS, "champion", release("v2", 0.93));
        publish(Topics.MODELS, "shadow", waiting("v3", "v2"));

        // When
        Cli.Run list = cli.run("models", "--json");
        Cli.Run show = cli.run("models", "show", "v3");
        Cli.Run approved = cli.run("models", "approve", "v3", "--by", "dr-17");
        Cli.Run again = cli.run("models", "approve", "v3");
        Cli.Run back = cli.run("models", "rollback", "--by", "dr-17", "--reason", "too many alarms", "--json");
        Cli.Run further = cli.run("models", "rollback");
        Cli.Run unknown = cli.run("models", "rollback", "v9");

        // Then
        assertThat(list.objects())
                .extracting(object -> object.get("version").asText() + object.get("newest"))
                .containsExactly("v1false", "v2true", "v3true");
        assertThat(show.lines())
                .contains(
                        "outcome       passed the comparison; becomes champion by: xraystream models approve v3",
                        "reason        no worse: AUC",
                        "              log loss",
                        "held out    120     auc           0.9000    0.9500    +0.0500     +0.0100 to +0.0900");
        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(approved.out()).contains("champion", "v3", "approved by dr-17: no worse");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("xraystream: v3 does not wait for approval")
                .hasLineCount(1);
        assertThat(back.objects()).singleElement().satisfies(release -> {
            assertThat(release.get("version").asText()).isEqualTo("v2");
            assertThat(release.get("reason").asText()).isEqualTo("rolled back from v3 by dr-17: too many alarms");
        });
        assertThat(further.out()).contains("v1", "rolled back from v2");
        assertThat(unknown.err()).isEqualTo("xraystream: no release of version v9 is known\n");
        assertThat(read(Topics.AUDIT)).extracting(AuditEvent::getAct).contains(AuditAct.APPROVAL, AuditAct.ROLLBACK);
        assertThat(read(Topics.MODELS))
                .extracting(ModelRelease::getVersion)
                .containsExactly("v1", "v2", "v3", "v3", "v2", "v1");
        assertThat(cli.run("models", "list").out()).contains("auc 0.930", "better");
    }

    @Test
    void releasesNothingThatIsNoModel() throws IOException {
        Path file = Files.write(home.resolve("model.bundle"), new byte[] {1, 2, 3});

        Cli.Run run = cli.run("models", "release", file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("xraystream: ").hasLineCount(1);
    }

    @Test
    void saysThatNoBrokerAnswers() {
        Cli.Run run = cli.run("models", "--bootstrap", "127.0.0.1:1", "--registry", "http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("xraystream: no broker answers at 127.0.0.1:1")
                .hasLineCount(1);
    }

    private <V extends SpecificRecord> void publish(Topic<String, V> topic, String key, V event) {
        try (var publisher = new EventPublisher<>(connection, registry, topic)) {
            publisher.publish(key, event).join();
        }
    }

    private List<Scan> read(Topic<String, Scan> topic, String site) {
        return read(topic).stream().filter(scan -> scan.getSite().equals(site)).toList();
    }

    private <V extends SpecificRecord> List<V> read(Topic<String, V> topic) {
        var events = new ArrayList<V>();
        try (var reader = new EventReader(new OpenCluster(Settings.of(Map.of()), connection, registry))) {
            reader.on(topic, events::add).readToEnd();
        }
        return events;
    }

    private static Diagnosis diagnosis(String scanId, Instant decidedAt) {
        return Diagnosis.newBuilder()
                .setDiagnosisId(scanId + "-v1")
                .setScanId(scanId)
                .setPatientPseudonym("p")
                .setSite("north")
                .setStatus(DiagnosisStatus.PRELIMINARY)
                .setFinding(Finding.PNEUMONIA)
                .setProbabilities(new Probabilities(0.25, 0.5, 0.25))
                .setModelVersion("v1")
                .setModelSha256("0".repeat(64))
                .setPreprocessing("grey-128")
                .setPriority(TriagePriority.URGENT)
                .setActivationMap(ByteBuffer.allocate(0))
                .setQualityFlags(List.of(QualityFlag.AGE_UNKNOWN))
                .setCapturedAt(decidedAt)
                .setReceivedAt(decidedAt)
                .setDecidedAt(decidedAt)
                .build();
    }

    private static Rejection rejection(String scanId, Instant rejectedAt) {
        return Rejection.newBuilder()
                .setScanId(scanId)
                .setReason(RejectionReason.BLANK)
                .setDetail("all pixels are 0")
                .setPatientPseudonym("p")
                .setSite("north")
                .setSource(new SourcePosition("xray.scans", 0, 1L))
                .setReceivedAt(rejectedAt)
                .setRejectedAt(rejectedAt)
                .build();
    }

    private static ModelRelease waiting(String version, String champion) {
        return ModelRelease.newBuilder(release(version, 0.95))
                .setSlot(ModelSlot.SHADOW)
                .setReason("no worse: AUC; log loss")
                .setChallenged(champion)
                .setComparisons(List.of(new ScoreComparison("HELD_OUT", "auc", 0.9, 0.95, 0.01, 0.09, 120)))
                .setAwaitsApproval(true)
                .build();
    }

    private static ModelRelease release(String version, double auc) {
        return ModelRelease.newBuilder()
                .setSlot(ModelSlot.CHAMPION)
                .setVersion(version)
                .setSha256("0".repeat(64))
                .setBundle(ByteBuffer.wrap(new byte[] {1}))
                .setScores(Map.of("auc", auc))
                .setReason("better")
                .setReleasedBy("trainer")
                .setReleasedAt(NOON)
                .build();
    }
}
