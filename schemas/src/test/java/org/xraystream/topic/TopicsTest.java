package org.xraystream.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void namesEachTopicOnce() {
        assertThat(Topics.all().stream().map(Topic::name))
                .doesNotHaveDuplicates()
                .allMatch(n -> n.startsWith("xray."));
    }

    @Test
    void partitionsAlikeWhatIsJoined() {
        assertThat(Stream.of(Topics.SCANS, Topics.PREPARED, Topics.LABELS, Topics.DIAGNOSES, Topics.REJECTIONS)
                        .map(Topic::partitions))
                .containsOnly(Topics.SCANS.partitions());
    }

    @Test
    void letsLargeRecordsPassWhereImagesAndModelsTravel() {
        assertThat(Stream.of(Topics.SCANS, Topics.DEAD_LETTERS, Topics.MODELS).map(Topic::settings))
                .allSatisfy(settings -> assertThat(settings)
                        .containsEntry("max.message.bytes", Integer.toString(Topics.LARGEST_RECORD)));
    }

    /** Compaction by scan would leave one reader's label of several. */
    @Test
    void keepsTheLabelsOfAllReadersForTenYears() {
        assertThat(Topics.LABELS.settings())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry(
                        "retention.ms", Long.toString(Duration.ofDays(3650).toMillis()));
    }

    @Test
    void keepsTheLatestReleaseForEverAndItsPredecessorsForAYear() {
        assertThat(Topics.MODELS.settings())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry(
                        "min.compaction.lag.ms",
                        Long.toString(Duration.ofDays(365).toMillis()));
    }

    /** Who labelled or released what must stay known as long as the diagnosis it led to. */
    @Test
    void keepsTheAuditAsLongAsTheDiagnosesAndInOneOrder() {
        assertThat(Topics.AUDIT.settings())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", Topics.DIAGNOSES.settings().get("retention.ms"));
        assertThat(Topics.AUDIT.partitions()).isEqualTo(1);
    }
}
