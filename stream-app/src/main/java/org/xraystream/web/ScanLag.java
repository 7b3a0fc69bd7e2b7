package org.xraystream.web;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** How many scans wait to be classified, by the offsets that the application has committed. Thread-safe. */
final class ScanLag implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Admin admin;
    private final String applicationId;

    ScanLag(Connection connection, String applicationId) {
        this.admin = Admin.create(connection.clientSettings());
        this.applicationId = applicationId;
    }

    /** Records of {@code xray.scans} after the committed ones; empty where the brokers do not say. */
    OptionalLong now() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Map<TopicPartition, OffsetSpec> wanted = committed.keySet().stream()
                    .filter(partition -> partition.topic().equals(Topics.SCANS.name()))
                    .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(wanted).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            long lag = 0;
            for (var end : ends.entrySet()) {
                OffsetAndMetadata passed = committed.get(end.getKey());
                lag += passed == null ? 0 : Math.max(0, end.getValue().offset() - passed.offset());
            }
            return OptionalLong.of(lag);
        } catch (ExecutionException | TimeoutException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
