package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.xraystream.event.Scan;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.tracing.Trace;
import org.xraystream.topic.Topics;

/**
 * Sends scans, and remembers which: a scan and the note that it was sent are one transaction, so that both are there or
 * neither, whoever is killed when. Opening it ends what an earlier gateway of the same name left open, and keeps that one
 * from writing on.
 *
 * <p>For one thread. Every method throws a {@link KafkaException} where the brokers fail; nobody knows then whether what
 * was under way is there, until a new ledger is opened, which does know.
 */
final class IntakeLedger implements AutoCloseable {
    private static final String PLACE = "place/";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(3);

    /** Another gateway's transaction may stand before our last note for as long as transactions may last. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(60);

    private final String gateway;
    private final Serializer<Scan> scans;
    private final Producer<byte[], byte[]> producer;
    private final Set<String> sent = new HashSet<>();
    private long place;
    private String mark = "";

    /**
     * Opens the ledger, which takes as long as it takes to read the notes.
     *
     * @param gateway name of the gateway, which no other has that runs at the same time
     */
    IntakeLedger(Connection connection, SchemaRegistry registry, String gateway) throws InterruptedException {
        this.gateway = gateway;
        this.scans = Topics.SCANS.valueSerde(registry).serializer();
        this.producer = new KafkaProducer<>(
                producerSettings(connection, gateway), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            readNotes(connection);
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Map<String, Object> producerSettings(Connection connection, String gateway) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "xraystream-intake-" + gateway);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_REQUEST);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) LONGEST_TRANSACTION.toMillis());
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        return settings;
    }

    /** Reads up to the very end: committed records that lie behind another gateway's open transaction count too. */
    private void readNotes(Connection connection) throws InterruptedException {
        try (var reader = new TopicReader(connection, List.of(Topics.INTAKE))) {
            Map<TopicPartition, Long> ends = ends(connection, reader);
            reader.seekToBeginning();
            long deadline =
                    System.nanoTime() + LONGEST_TRANSACTION.plus(PATIENCE).toNanos();
            while (reader.places().entrySet().stream()
                    .anyMatch(at -> at.getValue() < ends.getOrDefault(at.getKey(), 0L))) {
                reader.readOn(record -> remember(
                        new String(record.key(), UTF_8),
                        record.value() == null ? "" : new String(record.value(), UTF_8)));
                if (System.nanoTime() > deadline) {
                    throw new KafkaException("the end of " + Topics.INTAKE.name() + " cannot be read");
                }
            }
        }
    }

    private static Map<TopicPartition, Long> ends(Connection connection, TopicReader reader)
            throws InterruptedException {
        var latest = reader.partitions().stream().collect(Collectors.toMap(at -> at, at -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new KafkaException("the end of " + Topics.INTAKE.name() + " is not known", e.getCause());
        }
    }

    private void remember(String key, String value) {
        if (key.equals(PLACE + gateway)) {
            String[] parts = value.split(" ", 2);
            place = Long.parseLong(parts[0]);
            mark = parts.length > 1 ? parts[1] : "";
        } else if (!key.startsWith(PLACE)) {
            sent.add(key);
        }
    }

    /** Everything up to here is done with. */
    long place() {
        return place;
    }

    /** What the inbox had kept beside the place. */
    String mark() {
        return mark;
    }

    /** Whether the scan was sent. */
    boolean has(String scanId) {
        return sent.contains(scanId);
    }

    /**
     * Sends a scan that was not sent yet.
     *
     * @param done everything up to here is done with; the scan itself is not, before what it came from is cleared away
     * @param beside what the inbox keeps beside the place
     */
    void send(Scan scan, long done, String beside) {
        byte[] event = scans.serialize(Topics.SCANS.name(), scan);
        producer.beginTransaction();
        put(Topics.SCANS.name(), scan.getScanId(), event);
        put(Topics.INTAKE.name(), scan.getScanId(), gateway.getBytes(UTF_8));
        note(done, beside);
        producer.commitTransaction();
        sent.add(scan.getScanId());
        place = done;
        mark = beside;
    }

    /** Notes that everything up to here is done with. */
    void keep(long done, String beside) {
        if (done != place) {
            producer.beginTransaction();
            note(done, beside);
            producer.commitTransaction();
            place = done;
            mark = beside;
        }
    }

    private void note(long done, String beside) {
        put(Topics.INTAKE.name(), PLACE + gateway, (done + " " + beside).strip().getBytes(UTF_8));
    }

    /** What becomes of it is told by the commit, which fails if this does. */
    private void put(String topic, String key, byte[] value) {
        var record = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
        Trace.into(record.headers());
        var unused = producer.send(record);
    }

    @Override
    public void close() {
        producer.close(PATIENCE_AT_CLOSE);
    }
}
