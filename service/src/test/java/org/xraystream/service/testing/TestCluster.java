package org.xraystream.service.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.runtime.TemporaryFolder;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/** A real broker in this process with all topics created, and a registry in memory. */
public final class TestCluster implements AutoCloseable {

    private final KafkaClusterTestKit kit;
    private final TemporaryFolder folder;
    private final Settings settings;
    private final SchemaRegistry registry;
    private final KafkaProducer<byte[], byte[]> producer;

    private TestCluster(KafkaClusterTestKit kit, TemporaryFolder folder, Settings settings)
            throws InterruptedException {
        this.kit = kit;
        this.folder = folder;
        this.settings = settings;
        this.registry = connection().schemaRegistry(Duration.ZERO);
        this.producer = new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(connection().clientSettings())) {
            Topics.createMissing(admin);
        }
    }

    /** Starts a cluster. */
    public static TestCluster start() throws Exception {
        KafkaClusterTestKit kit = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setCombined(true)
                        .setNumBrokerNodes(1)
                        .setNumControllerNodes(1)
                        .build())
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "5")
                .setConfigProp("transaction.state.log.num.partitions", "5")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("auto.create.topics.enable", "false")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .setConfigProp("message.max.bytes", Integer.toString(Topics.LARGEST_RECORD))
                .build();
        kit.format();
        kit.startup();
        kit.waitForReadyBrokers();
        TemporaryFolder folder = TemporaryFolder.create();
        return new TestCluster(
                kit,
                folder,
                Settings.of(Map.of(
                        "kafka.bootstrap.servers",
                        kit.bootstrapServers(),
                        "kafka.state.dir",
                        folder.path().resolve("state").toString(),
                        "registry.url",
                        "mock://" + UUID.randomUUID(),
                        "http.port",
                        "0",
                        "http.host",
                        "127.0.0.1",
                        "access.mode",
                        "none")));
    }

    /** Settings with which a service finds this cluster. */
    public Settings settings() {
        return settings;
    }

    /** A new empty folder that goes with the cluster. */
    public Path newFolder() throws IOException {
        return Files.createTempDirectory(folder.path(), "folder");
    }

    /** How to reach it. */
    public Connection connection() {
        return Connection.from(settings);
    }

    /** The registry. */
    public SchemaRegistry registry() {
        return registry;
    }

    /** Sends an event and waits until the broker has it. */
    public <V> void send(Topic<String, V> topic, String key, V value) {
        sendBytes(topic, key, topic.valueSerde(registry).serializer().serialize(topic.name(), value));
    }

    /** Sends bytes as they are. */
    public void sendBytes(Topic<?, ?> topic, String key, byte[] value) {
        try {
            var unused = producer.send(new ProducerRecord<>(
                            topic.name(), key.getBytes(java.nio.charset.StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads a topic from its beginning until {@code count} records came, and a little longer to notice more. */
    public <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic, int count) {
        Map<String, Object> consumerSettings = connection().clientSettings();
        consumerSettings.put("isolation.level", "read_committed");
        consumerSettings.put("auto.offset.reset", "earliest");
        var records = new ArrayList<ConsumerRecord<K, V>>();
        try (var consumer = new KafkaConsumer<K, V>(
                consumerSettings,
                topic.keySerde().deserializer(),
                topic.valueSerde(registry).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
        }
        return records;
    }

    /** The values that {@link #read} finds. */
    public <K, V> List<V> values(Topic<K, V> topic, int count) {
        return read(topic, count).stream().map(ConsumerRecord::value).toList();
    }

    /** Waits until something holds, for at most a minute. */
    public static void await(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what);
            }
            Thread.sleep(50);
        }
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> producerSettings = connection().clientSettings();
        producerSettings.put(ProducerConfig.ACKS_CONFIG, "all");
        producerSettings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * Topics.LARGEST_RECORD);
        return producerSettings;
    }

    @Override
    public void close() throws Exception {
        producer.close();
        registry.close();
        kit.close();
        folder.close();
    }
}
