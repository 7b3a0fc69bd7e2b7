package org.xraystream.recall;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.SourcePosition;
import org.xraystream.image.TestScans;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.serving.ServingModel;
import org.xraystream.serving.TestReleases;
import org.xraystream.streamapp.ScanEvents;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.topic.Topics;

class RecallIT {

    private static final ContentFetcher NOTHING = new ContentFetcher(List.of(), 0);

    @Test
    void replacesEveryDiagnosisOnceAndLeavesToAPersonWhatIsNoLongerKept() throws Exception {
        try (var cluster = TestCluster.start();
                var next = new ServingModel(TestReleases.model("next"))) {
            String recalled;
            try (var app = StreamApp.start(cluster.settings())) {
                recalled = app.modelVersion();
                for (int i = 0; i < 6; i++) {
                    cluster.send(Topics.SCANS, "scan-" + i, ScanEvents.scan("scan-" + i, TestScans.radiograph(i, 0)));
                }
                cluster.values(Topics.DIAGNOSES, 6);
            }
            Map<String, Diagnosis> before = cluster.values(Topics.DIAGNOSES, 6).stream()
                    .collect(Collectors.toMap(Diagnosis::getDiagnosisId, diagnosis -> diagnosis));
            SourcePosition gone = before.values().iterator().next().getSource();
            deleteUpTo(cluster, gone);
            long kept = before.values().stream()
                    .map(Diagnosis::getSource)
                    .filter(source ->
                            source.getPartition() != gone.getPartition() || source.getOffset() > gone.getOffset())
                    .count();

            RecallResult first = recall(cluster, next, recalled);
            RecallResult again = recall(cluster, next, recalled);

            assertThat(first.listed()).isEqualTo(6);
            assertThat(first.amendedBefore()).isZero();
            assertThat(first.readAgain()).isEqualTo((int) kept);
            assertThat(first.leftToAPerson()).isEqualTo(6 - (int) kept);
            assertThat(again).isEqualTo(new RecallResult(recalled, "next", 6, 6, 0, 0, 0));
            List<Diagnosis> amended = cluster.values(Topics.DIAGNOSES, 12).stream()
                    .filter(diagnosis -> diagnosis.getStatus() == DiagnosisStatus.AMENDED)
                    .toList();
            assertThat(amended).extracting(Diagnosis::getReplaces).containsExactlyInAnyOrderElementsOf(before.keySet());
            long changed = amended.stream()
                    .filter(diagnosis -> diagnosis.getModelVersion().equals("next"))
                    .filter(diagnosis -> diagnosis.getFinding()
                            != requireNonNull(before.get(diagnosis.getReplaces()))
                                    .getFinding())
                    .count();
            assertThat(first.changed()).isEqualTo((int) changed);
            assertThat(amended).allSatisfy(diagnosis -> {
                if (diagnosis.getQualityFlags().contains(QualityFlag.RECALLED)) {
                    assertThat(diagnosis.getFinding()).isEqualTo(Finding.UNCERTAIN);
                } else {
                    assertThat(diagnosis.getModelVersion()).isEqualTo("next");
                }
            });
        }
    }

    @Test
    void refusesToRecallTheChampion() throws Exception {
        try (var cluster = TestCluster.start();
                var serving = new ServingModel(TestReleases.model("only"))) {
            assertThatThrownBy(() -> recall(cluster, serving, "only")).hasMessageContaining("only is the champion");
        }
    }

    private static RecallResult recall(TestCluster cluster, ServingModel serving, String version) throws Exception {
        try (var recall = new Recall(cluster.connection(), cluster.registry(), serving, NOTHING, Clock.systemUTC())) {
            return recall.run(version, left -> {});
        }
    }

    private static void deleteUpTo(TestCluster cluster, SourcePosition place) throws Exception {
        try (var admin = Admin.create(cluster.connection().clientSettings())) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(place.getTopic(), place.getPartition()),
                            RecordsToDelete.beforeOffset(place.getOffset() + 1)))
                    .all()
                    .get();
        }
    }
}
