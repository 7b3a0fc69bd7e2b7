package org.xraystream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.ContentReference;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Finding;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.SiteCalibration;
import org.xraystream.reading.ScanReader;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.serving.ServingModel;
import org.xraystream.serving.TestReleases;
import org.xraystream.streamapp.ScanEvents;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

class ClassificationTopologyTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SchemaRegistry registry =
            SchemaRegistry.connect("mock://" + UUID.randomUUID(), Map.of(), Duration.ZERO);
    private ServingModel serving;
    private TopologyTestDriver driver;
    private TestInputTopic<String, Scan> scans;
    private TestOutputTopic<String, Diagnosis> diagnoses;
    private TestOutputTopic<String, Diagnosis> shadowDiagnoses;
    private TestOutputTopic<String, PreparedScan> prepared;
    private TestOutputTopic<String, Rejection> rejections;

    @BeforeEach
    void startTopology(@TempDir Path state) throws Exception {
        serving = new ServingModel(Model.load(ModelBundle.shipped(), Engine.ONNX));
        start(SiteCalibration.NONE, state);
    }

    private void start(SiteCalibration site, Path state) {
        var settings = new Properties();
        settings.put("application.id", "test");
        settings.put("bootstrap.servers", "unused:1");
        settings.put("state.dir", state.toString());
        driver = new TopologyTestDriver(topology(site), settings, NOW);
        scans = driver.createInputTopic(
                Topics.SCANS.name(),
                Topics.SCANS.keySerde().serializer(),
                Topics.SCANS.valueSerde(registry).serializer());
        diagnoses = output(Topics.DIAGNOSES);
        shadowDiagnoses = output(Topics.SHADOW_DIAGNOSES);
        prepared = output(Topics.PREPARED);
        rejections = output(Topics.REJECTIONS);
    }

    @AfterEach
    void stopTopology() {
        driver.close();
        serving.close();
    }

    @Test
    void keepsItsShape() throws IOException {
        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("/classification-topology.txt"))) {
            assertThat(topology().describe().toString())
                    .isEqualToNormalizingWhitespace(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void diagnosesAScan() {
        scans.pipeInput("s1", ScanEvents.scan("s1", TestScans.greyJpeg()));

        Diagnosis diagnosis = diagnoses.readValue();
        assertThat(diagnosis.getScanId()).isEqualTo("s1");
        assertThat(diagnosis.getModelVersion()).isEqualTo(serving.<String>with(Model::version));
        assertThat(diagnosis.getModelSha256()).isEqualTo(serving.<String>with(Model::sha256));
        assertThat(diagnosis.getDecidedAt()).isEqualTo(NOW);
        var p = diagnosis.getProbabilities();
        assertThat(p.getNormal() + p.getBacterial() + p.getViral())
                .isEqualTo(1, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(diagnosis.getActivationMap().remaining()).isPositive();
        assertThat(diagnosis.getQualityFlags()).doesNotContain(QualityFlag.AGE_UNKNOWN, QualityFlag.VIEW_UNKNOWN);
        assertThat(rejections.isEmpty()).isTrue();
    }

    @Test
    void leavesDiagnosisPreparedScanAndRejectionInTheTraceOfTheirScan() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Headers traced = new RecordHeaders().add("traceparent", parent.getBytes(StandardCharsets.UTF_8));

        scans.pipeInput(new TestRecord<>("s1", ScanEvents.scan("s1", TestScans.greyJpeg()), traced));
        scans.pipeInput(new TestRecord<>("s2", ScanEvents.scan("s2", TestScans.truncatedJpeg()), traced));

        assertThat(Stream.of(diagnoses, prepared, rejections).map(TestOutputTopic::readRecord))
                .allSatisfy(outcome -> assertThat(
                                outcome.headers().lastHeader("traceparent").value())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(parent));
    }

    @Test
    void correctsProbabilitiesForTheSiteAndSaysSo(@TempDir Path state) {
        scans.pipeInput("s1", ScanEvents.scan("s1", TestScans.greyJpeg()));
        Diagnosis byModel = diagnoses.readValue();
        driver.close();
        start(new SiteCalibration(1, 0, 0.01), state);

        scans.pipeInput("s1", ScanEvents.scan("s1", TestScans.greyJpeg()));

        Diagnosis atSite = diagnoses.readValue();
        assertThat(byModel.getSiteCalibration()).isNull();
        assertThat(atSite.getSiteCalibration()).isEqualTo(new org.xraystream.event.SiteCalibration(1.0, 0.0, 0.01));
        assertThat(atSite.getProbabilities().getNormal())
                .isGreaterThan(byModel.getProbabilities().getNormal());
        assertThat(atSite.getFinding()).isEqualTo(byModel.getFinding());
    }

    @Test
    void keepsThePixelsThatTheNetworkSaw() {
        scans.pipeInput("s1", ScanEvents.scan("s1", TestScans.greyJpeg()));

        PreparedScan scan = prepared.readValue();
        assertThat(scan.getPixels().remaining()).isEqualTo(scan.getWidth() * scan.getHeight());
        assertThat(scan.getPatientPseudonym()).isEqualTo("child-of-s1");
    }

    @Test
    void saysHowTheImageLookedSoThatDriftCanBeSeen() {
        scans.pipeInput("s1", ScanEvents.scan("s1", TestScans.greyJpeg()));

        Diagnosis diagnosis = diagnoses.readValue();
        PreparedScan pixels = prepared.readValue();
        byte[] greys = new byte[pixels.getPixels().remaining()];
        pixels.getPixels().get(greys);
        double mean = IntStream.range(0, greys.length)
                .map(pixel -> greys[pixel] & 0xff)
                .average()
                .orElseThrow();
        assertThat(diagnosis.getBrightness()).isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(diagnosis.getContrast()).isBetween(1.0, 128.0);
        assertThat(diagnosis.getLikenessDistance()).isPositive();
    }

    @Test
    void diagnosesAScanSentTwiceOnce() {
        Scan scan = ScanEvents.scan("s1", TestScans.greyJpeg());

        scans.pipeInput("s1", scan, NOW);
        scans.pipeInput("s1", scan, NOW.plusSeconds(3600));

        assertThat(diagnoses.readValuesToList()).hasSize(1);
        assertThat(rejections.isEmpty()).isTrue();
    }

    @Test
    void refusesOtherContentUnderAKnownId() {
        scans.pipeInput("s1", ScanEvents.scan("s1", TestScans.radiograph(1, 0)));
        scans.pipeInput("s1", ScanEvents.scan("s1", TestScans.radiograph(2, 0)));

        assertThat(diagnoses.readValuesToList()).hasSize(1);
        assertThat(rejections.readValue().getReason()).isEqualTo(RejectionReason.CONFLICTING_CONTENT);
    }

    static Stream<Arguments> unacceptable() {
        return Stream.of(
                Arguments.of(TestScans.truncatedJpeg(), RejectionReason.UNREADABLE),
                Arguments.of(TestScans.textNamedJpeg(), RejectionReason.UNSUPPORTED_FORMAT),
                Arguments.of(TestScans.hugePng(), RejectionReason.TOO_LARGE),
                Arguments.of(TestScans.onePixelPng(), RejectionReason.TOO_SMALL),
                Arguments.of(TestScans.allBlack(), RejectionReason.BLANK),
                Arguments.of(TestScans.colourPhotograph(), RejectionReason.NOT_A_CHEST_RADIOGRAPH),
                Arguments.of(TestScans.emptyPayload(), RejectionReason.UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource("unacceptable")
    void keepsWhatItRefusesWithItsReasonAndGoesOn(EncodedImage image, RejectionReason reason) {
        scans.pipeInput("bad", ScanEvents.scan("bad", image));
        scans.pipeInput("good", ScanEvents.scan("good", TestScans.greyJpeg()));

        Rejection rejection = rejections.readValue();
        assertThat(rejection.getReason()).isEqualTo(reason);
        assertThat(rejection.getScanId()).isEqualTo("bad");
        assertThat(rejection.getSource().getTopic()).isEqualTo(Topics.SCANS.name());
        assertThat(diagnoses.readValue().getScanId()).isEqualTo("good");
    }

    @Test
    void refusesAScanWithoutItsRequiredFields() {
        scans.pipeInput(
                "s1", Scan.newBuilder(ScanEvents.scan("", TestScans.greyJpeg())).build());
        scans.pipeInput(
                "s2",
                Scan.newBuilder(ScanEvents.scan("s2", TestScans.greyJpeg()))
                        .setPatientPseudonym(" ")
                        .build());
        scans.pipeInput("s3", null);

        assertThat(rejections.readValuesToList())
                .extracting(Rejection::getScanId, Rejection::getReason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s1", RejectionReason.INCOMPLETE_SCAN),
                        org.assertj.core.groups.Tuple.tuple("s2", RejectionReason.INCOMPLETE_SCAN),
                        org.assertj.core.groups.Tuple.tuple("s3", RejectionReason.INCOMPLETE_SCAN));
    }

    @Test
    void refusesAScanUnderAForeignKey() {
        scans.pipeInput("other", ScanEvents.scan("s1", TestScans.greyJpeg()));

        assertThat(rejections.readValue().getReason()).isEqualTo(RejectionReason.KEY_MISMATCH);
    }

    @Test
    void leavesAnAdultToAPerson() {
        scans.pipeInput(
                "s1",
                Scan.newBuilder(ScanEvents.scan("s1", TestScans.greyJpeg()))
                        .setAgeMonths(40 * 12)
                        .build());

        Diagnosis diagnosis = diagnoses.readValue();
        assertThat(diagnosis.getFinding()).isEqualTo(Finding.UNCERTAIN);
        assertThat(diagnosis.getQualityFlags()).contains(QualityFlag.OUTSIDE_INTENDED_USE);
    }

    @Test
    void refusesALateralView() {
        scans.pipeInput(
                "s1",
                Scan.newBuilder(ScanEvents.scan("s1", TestScans.greyJpeg()))
                        .setView(View.LATERAL)
                        .build());

        assertThat(rejections.readValue().getReason()).isEqualTo(RejectionReason.WRONG_VIEW);
    }

    @Test
    void followsNoAddressThatTheOperatorDidNotAllow() {
        scans.pipeInput(
                "s1",
                Scan.newBuilder(ScanEvents.scan("s1", TestScans.greyJpeg()))
                        .setPayload(new ContentReference("file:///etc/hostname", "00", 1L))
                        .build());

        Rejection rejection = rejections.readValue();
        assertThat(rejection.getReason()).isEqualTo(RejectionReason.PAYLOAD_UNAVAILABLE);
        assertThat(rejection.getDetail()).contains("content.allowed");
    }

    @Test
    void letsTheShadowReadAShareWhoseResultsReachNoDiagnosis() throws InvalidBundleException {
        serving.replaceShadow(TestReleases.model("v2"));

        pipeFortyScans();

        List<Diagnosis> ofShadow = shadowDiagnoses.readValuesToList();
        Map<String, Diagnosis> ofChampion = diagnoses.readValuesToList().stream()
                .collect(Collectors.toMap(Diagnosis::getScanId, diagnosis -> diagnosis));
        assertThat(ofChampion).hasSize(40);
        assertThat(ofChampion.values())
                .extracting(Diagnosis::getModelVersion)
                .containsOnly(serving.<String>with(Model::version));
        assertThat(ofShadow).hasSizeBetween(10, 30).allSatisfy(diagnosis -> {
            Diagnosis beside = Objects.requireNonNull(ofChampion.get(diagnosis.getScanId()));
            assertThat(diagnosis.getModelVersion()).isEqualTo("v2");
            assertThat(diagnosis.getDiagnosisId()).isNotEqualTo(beside.getDiagnosisId());
            assertThat(diagnosis.getProbabilities()).isEqualTo(beside.getProbabilities());
        });
        long agreed = ofShadow.stream()
                .filter(diagnosis -> diagnosis.getFinding()
                        == Objects.requireNonNull(ofChampion.get(diagnosis.getScanId()))
                                .getFinding())
                .count();
        assertThat(shadowReadings("agreed")).isEqualTo((double) agreed);
        assertThat(shadowReadings("differed")).isEqualTo((double) (ofShadow.size() - agreed));
    }

    @Test
    void givesEveryDiagnosisThoughTheShadowFails() throws InvalidBundleException {
        Model broken = TestReleases.model("v2");
        serving.replaceShadow(broken);
        broken.close();

        pipeFortyScans();

        assertThat(diagnoses.readValuesToList()).hasSize(40);
        assertThat(prepared.readValuesToList()).hasSize(40);
        assertThat(shadowDiagnoses.isEmpty()).isTrue();
        assertThat(shadowReadings("failed")).isBetween(10.0, 30.0);
        assertThatThrownBy(serving::close).isInstanceOf(IllegalStateException.class);
        serving = new ServingModel(TestReleases.model("v3"));
    }

    @Test
    void letsThePredecessorWatchANewChampion() throws InvalidBundleException {
        String predecessor = serving.with(Model::version);
        serving.replace(TestReleases.model("v2"));

        pipeFortyScans();

        assertThat(diagnoses.readValuesToList())
                .extracting(Diagnosis::getModelVersion)
                .containsOnly("v2");
        assertThat(shadowDiagnoses.readValuesToList())
                .isNotEmpty()
                .extracting(Diagnosis::getModelVersion)
                .containsOnly(predecessor);
    }

    private void pipeFortyScans() {
        for (int scan = 0; scan < 40; scan++) {
            scans.pipeInput("s" + scan, ScanEvents.scan("s" + scan, TestScans.greyJpeg()));
        }
    }

    private double shadowReadings(String outcome) {
        return metrics.counter("xraystream.shadow.readings", "outcome", outcome).count();
    }

    /** The gate's codes travel by name, so each must have its namesake in the contract. */
    @ParameterizedTest
    @EnumSource
    void knowsEveryReasonOfTheGate(org.xraystream.gate.RejectionReason reason) {
        assertThat(RejectionReason.valueOf(reason.name()).name()).isEqualTo(reason.name());
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryFlagOfTheGate(org.xraystream.gate.QualityFlag flag) {
        assertThat(QualityFlag.valueOf(flag.name()).name()).isEqualTo(flag.name());
    }

    private Topology topology() {
        return topology(SiteCalibration.NONE);
    }

    private Topology topology(SiteCalibration site) {
        return new ClassificationTopology(
                        registry,
                        serving,
                        new ShadowShare(0.5),
                        ScanReader.ofPaediatricChests(),
                        site,
                        new ContentFetcher(List.of(), Topics.LARGEST_RECORD),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        metrics)
                .build();
    }

    private <V> TestOutputTopic<String, V> output(Topic<String, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                topic.keySerde().deserializer(),
                topic.valueSerde(registry).deserializer());
    }
}
