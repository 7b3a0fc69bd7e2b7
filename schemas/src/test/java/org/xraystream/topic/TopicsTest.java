package org.xraystream.topic;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(Stream.of(Topics.SCANS, Topics.PREPARED, Topics.LABELS).map(Topic::partitions))
                .containsOnly(Topics.SCANS.partitions());
    }

    @Test
    void letsLargeRecordsPassWhereImagesAndModelsTravel() {
        assertThat(Stream.of(Topics.SCANS, Topics.DEAD_LETTERS, Topics.MODELS).map(Topic::settings))
                .allSatisfy(settings -> assertThat(settings)
                        .containsEntry("max.message.bytes", Integer.toString(Topics.LARGEST_RECORD)));
    }

    @Test
    void keepsTheLatestLabelAndReleaseForEver() {
        assertThat(Topics.LABELS.settings()).containsEntry("cleanup.policy", "compact");
        assertThat(Topics.MODELS.settings()).containsEntry("cleanup.policy", "compact");
    }
}
