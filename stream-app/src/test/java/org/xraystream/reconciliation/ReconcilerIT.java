package org.xraystream.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.xraystream.reconciliation.Reconciliation.Unanswered;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topics;

class ReconcilerIT {

    @Test
    void missesAScanThatAnApplicationPassedWithoutAWord() throws Exception {
        try (var cluster = TestCluster.start();
                var admin = Admin.create(cluster.connection().clientSettings())) {
            cluster.sendBytes(Topics.SCANS, "lost", new byte[] {1});
            var reconciler = new Reconciler(cluster.connection(), cluster.registry(), "careless", Clock.systemUTC());
            try (reconciler) {
                reconciler.round();
                assertThat(reconciler.round().balances()).as("not passed yet").isTrue();

                for (TopicPartition partition : scans(admin)) {
                    admin.alterConsumerGroupOffsets("careless", Map.of(partition, new OffsetAndMetadata(1)))
                            .all()
                            .get();
                }
                reconciler.round();
                Reconciliation account = reconciler.round();

                assertThat(account.balances()).isFalse();
                assertThat(account.unanswered()).extracting(Unanswered::scanId).containsExactly("lost");
            }
        }
    }

    private static Iterable<TopicPartition> scans(Admin admin) throws Exception {
        return admin.describeTopics(List.of(Topics.SCANS.name())).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }
}
