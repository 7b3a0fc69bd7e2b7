package org.xraystream.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/** Takes away what earlier runs left on the brokers, so that later ones do not work at it. */
final class BenchTopics {

    /** What brokers take for the end of a partition. */
    private static final long TO_THE_END = -1;

    private BenchTopics() {}

    /** Has the brokers forget scans and pixels early, so that hours of load fit on a disk. */
    static void keepFew(Connection connection) throws InterruptedException {
        Collection<AlterConfigOp> few = List.of(
                set(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                set(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(32 << 20)),
                set(TopicConfig.RETENTION_BYTES_CONFIG, Integer.toString(256 << 20)));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            await(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.SCANS.name()), few,
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.PREPARED.name()), few))
                    .all());
        }
    }

    /** Deletes every record there is, so that whoever begins with the first begins with the next. */
    static void empty(Connection connection, Topic<?, ?>... topics) throws InterruptedException {
        Map<TopicPartition, RecordsToDelete> all = List.of(topics).stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.name(), number)))
                .collect(Collectors.toMap(
                        partition -> partition, partition -> RecordsToDelete.beforeOffset(TO_THE_END)));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            await(admin.deleteRecords(all).all());
        }
    }

    /** Deletes the changelogs of an application and of its reading room. */
    static void deleteOf(Connection connection, String applicationId) throws InterruptedException {
        try (Admin admin = Admin.create(connection.clientSettings())) {
            List<String> own = await(admin.listTopics().names()).stream()
                    .filter(name -> name.startsWith(applicationId + "-"))
                    .toList();
            await(admin.deleteTopics(own).all());
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the brokers do not change what they keep", e.getCause());
        }
    }
}
