package org.xraystream.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.xraystream.service.settings.Connection;

/**
 * What must be found nowhere, and the search for it. Each search is also for something that must be there, so that it is
 * known to have looked.
 */
record Secrets(List<String> words, String mustBeThere) {

    /** Every record of every topic, Kafka's own and Kafka Streams' too, committed or not. */
    void requireNoneIn(Connection connection) throws Exception {
        Map<String, Object> settings = new HashMap<>(connection.clientSettings());
        settings.put(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        boolean seen = false;
        try (Admin admin = Admin.create(connection.clientSettings());
                var consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            assertThat(topics).contains("__consumer_offsets", "xray.fhir");
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    seen |= requireNoneIn(record);
                }
            }
        }
        assertThat(seen).isTrue();
    }

    private boolean requireNoneIn(ConsumerRecord<byte[], byte[]> record) {
        var text = new StringBuilder(text(record.key())).append(text(record.value()));
        record.headers().forEach(header -> text.append(header.key()).append(text(header.value())));
        return requireNone(record.topic(), text.toString());
    }

    /** Every file below a folder, save some, and save Kafka's indexes: megabytes of room for offsets and times. */
    void requireNoneIn(Path folder, Predicate<Path> except) throws IOException {
        boolean seen = false;
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).filter(except.negate()).toList();
        }
        for (Path file : files) {
            seen |= requireNone(file.toString(), Files.readString(file, ISO_8859_1));
        }
        assertThat(seen).isTrue();
    }

    /** Whether what must be there is in this text. */
    boolean requireNone(String where, String text) {
        for (String word : words) {
            assertThat(text.contains(word)).as("%s in %s", word, where).isFalse();
        }
        return text.contains(mustBeThere);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }
}
