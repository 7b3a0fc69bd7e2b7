package org.xraystream.ehr.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.ehr.TestEvents.NOON;
import static org.xraystream.ehr.TestEvents.PSEUDONYM;
import static org.xraystream.ehr.TestEvents.SCAN;
import static org.xraystream.ehr.TestEvents.amended;
import static org.xraystream.ehr.TestEvents.diagnosis;
import static org.xraystream.ehr.TestEvents.label;
import static org.xraystream.ehr.TestEvents.rejection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.FhirReport;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.ReportStatus;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

class ReportTopologyTest {

    private static final Diagnosis ILL = diagnosis(Finding.PNEUMONIA);

    private final SchemaRegistry registry =
            SchemaRegistry.connect("mock://" + UUID.randomUUID(), Map.of(), Duration.ZERO);
    private TopologyTestDriver driver;
    private TestInputTopic<String, Diagnosis> diagnoses;
    private TestInputTopic<String, Rejection> rejections;
    private TestInputTopic<String, Label> labels;
    private TestOutputTopic<String, FhirReport> reports;

    @BeforeEach
    void start(@TempDir Path state) {
        var settings = new Properties();
        settings.put("application.id", "test");
        settings.put("bootstrap.servers", "unused:1");
        settings.put("state.dir", state.toString());
        driver = new TopologyTestDriver(
                ReportTopology.build(
                        registry, Duration.ofDays(1), Clock.fixed(NOON, ZoneOffset.UTC), new SimpleMeterRegistry()),
                settings,
                NOON);
        diagnoses = input(Topics.DIAGNOSES);
        rejections = input(Topics.REJECTIONS);
        labels = input(Topics.LABELS);
        reports = driver.createOutputTopic(
                Topics.FHIR.name(),
                Topics.FHIR.keySerde().deserializer(),
                Topics.FHIR.valueSerde(registry).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void reportsADiagnosisAsPreliminaryAndALabelAsFinal() {
        diagnoses.pipeInput(SCAN, ILL);
        labels.pipeInput(SCAN, label("ann", LabelFinding.NORMAL, 1));

        List<FhirReport> told = reports.readValuesToList();
        assertThat(told)
                .extracting(FhirReport::getStatus)
                .containsExactly(ReportStatus.PRELIMINARY, ReportStatus.FINAL);
        assertThat(told).extracting(FhirReport::getPatientPseudonym).containsOnly(PSEUDONYM);
        assertThat(told.get(1).getBundle()).contains("\"status\":\"final\"");
        assertThat(told.get(1).getIssuedAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void leavesAReportInTheTraceOfWhatItReports() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        diagnoses.pipeInput(
                new TestRecord<>(SCAN, ILL, new RecordHeaders().add("traceparent", parent.getBytes(UTF_8))));

        assertThat(reports.readRecord().headers().lastHeader("traceparent").value())
                .asString(UTF_8)
                .isEqualTo(parent);
    }

    @Test
    void letsALabelWaitForItsDiagnosis() {
        labels.pipeInput(SCAN, label("ann", LabelFinding.NORMAL, 1));
        assertThat(reports.isEmpty()).isTrue();

        diagnoses.pipeInput(SCAN, ILL);

        assertThat(reports.readValuesToList()).extracting(FhirReport::getStatus).containsExactly(ReportStatus.FINAL);
    }

    @Test
    void reportsNothingThatWasReportedBefore() {
        diagnoses.pipeInput(SCAN, ILL);
        labels.pipeInput(SCAN, label("ann", LabelFinding.NORMAL, 1));

        diagnoses.pipeInput(SCAN, ILL);
        labels.pipeInput(SCAN, label("ann", LabelFinding.NORMAL, 1));

        assertThat(reports.readValuesToList()).hasSize(2);
    }

    @Test
    void reportsARecalledDiagnosisAnew() {
        diagnoses.pipeInput(SCAN, ILL);
        diagnoses.pipeInput(SCAN, amended(ILL, Finding.NORMAL, 5));

        List<FhirReport> told = reports.readValuesToList();
        assertThat(told)
                .extracting(FhirReport::getStatus)
                .containsExactly(ReportStatus.PRELIMINARY, ReportStatus.PRELIMINARY);
        assertThat(told.get(1).getBundle()).contains("The model v2: no sign of pneumonia");
    }

    @Test
    void reportsARefusedScanAsCancelled() {
        rejections.pipeInput(SCAN, rejection());

        assertThat(reports.readValue().getStatus()).isEqualTo(ReportStatus.CANCELLED);
    }

    @Test
    void passesOverTheRefusalOfOtherBytesUnderADiagnosedScansId() {
        diagnoses.pipeInput(SCAN, ILL);
        rejections.pipeInput(
                SCAN,
                Rejection.newBuilder(rejection())
                        .setReason(RejectionReason.CONFLICTING_CONTENT)
                        .setRejectedAt(NOON.plusSeconds(9))
                        .build());

        assertThat(reports.readValuesToList()).hasSize(1);
    }

    @Test
    void forgetsAScanOfWhichNothingWasSaidForLong() {
        Diagnosis longAgo = Diagnosis.newBuilder(ILL)
                .setDecidedAt(NOON.minus(Duration.ofDays(2)))
                .build();
        diagnoses.pipeInput(SCAN, longAgo);
        diagnoses.pipeInput("1.2.3", diagnosis("1.2.3", Finding.NORMAL));

        driver.advanceWallClockTime(Duration.ofHours(1));

        assertThat(driver.getKeyValueStore(ReportKeeper.STORE).get(SCAN)).isNull();
        assertThat(driver.getKeyValueStore(ReportKeeper.STORE).get("1.2.3")).isNotNull();
    }

    private <V> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde(registry).serializer());
    }
}
