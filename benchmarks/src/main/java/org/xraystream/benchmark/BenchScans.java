package org.xraystream.benchmark;

import java.nio.ByteBuffer;
import java.time.Instant;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.image.EncodedImage;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** Publishes the scans that benchmarks read. Thread-safe. */
final class BenchScans implements AutoCloseable {

    /** What brokers take for the end of a partition. */
    private static final long TO_THE_END = -1;

    private final EventPublisher<Scan> publisher;

    private BenchScans(EventPublisher<Scan> publisher) {
        this.publisher = publisher;
    }

    /** Makes the topics where they are missing. */
    static BenchScans open(Connection connection, SchemaRegistry registry) throws InterruptedException {
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
        return new BenchScans(new EventPublisher<>(connection, registry, Topics.SCANS));
    }

    /** Has the brokers forget scans and pixels early, so that hours of load fit on a disk. */
    static void keepFew(Connection connection) throws InterruptedException {
        Collection<AlterConfigOp> few = List.of(
                set(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                set(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(32 << 20)),
                set(TopicConfig.RETENTION_BYTES_CONFIG, Integer.toString(256 << 20)));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            var unused = admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.SCANS.name()), few,
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.PREPARED.name()), few))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("topics cannot be made smaller", e.getCause());
        }
    }

    /** Deletes every scan there is, so that whoever begins with the first begins with the next. */
    static void deleteAll(Connection connection) throws InterruptedException {
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Map<TopicPartition, RecordsToDelete> all = IntStream.range(0, Topics.SCANS.partitions())
                    .boxed()
                    .collect(Collectors.toMap(
                            number -> new TopicPartition(Topics.SCANS.name(), number),
                            number -> RecordsToDelete.beforeOffset(TO_THE_END)));
            var unused = admin.deleteRecords(all).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("scans cannot be deleted", e.getCause());
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    /** Sends a scan without waiting; who waits for its diagnosis notices one that the brokers did not take. */
    void send(String scanId, EncodedImage image) {
        Scan scan = Scan.newBuilder()
                .setScanId(scanId)
                .setPatientPseudonym("bench")
                .setSite("bench")
                .setView(View.AP)
                .setCapturedAt(Instant.now())
                .setContentType(image.contentType())
                .setPayload(ByteBuffer.wrap(image.content()))
                .build();
        var unused = publisher.publish(scanId, scan);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
