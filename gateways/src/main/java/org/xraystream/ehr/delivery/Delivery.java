package org.xraystream.ehr.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.service.events.Follower;
import org.xraystream.service.health.Health;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.tracing.Trace;
import org.xraystream.topic.Topics;

/**
 * Hands the reports in {@code xray.fhir} to one destination, those of a scan in their order: its place moves on only past
 * what was delivered, or refused for good and kept in {@code xray.undelivered}. After a crash the last one of each
 * partition may be handed over again. Where a report has to wait, its partition waits with it, and the pauses grow to half a minute.
 *
 * <p>Thread-safe.
 */
public final class Delivery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Few, so that a slow destination makes no dead consumer. */
    private static final int BATCH = 16;

    private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);

    private final Connection connection;
    private final String group;
    private final ReportHandover handover;
    private final String destination;
    private final MeterRegistry metrics;
    private final Follower follower;
    private Duration pause = FIRST_PAUSE;
    private volatile Health health;

    /**
     * Starts delivering.
     *
     * @param group the consumer group in which the place is kept; one for each destination
     */
    public Delivery(Connection connection, String group, ReportHandover handover, MeterRegistry metrics) {
        this.connection = connection;
        this.group = group;
        this.handover = handover;
        this.destination = handover.destination();
        this.metrics = metrics;
        this.health = new Health(destination, true, "nothing delivered yet");
        this.follower = new Follower("delivery-" + destination, this::run);
    }

    /** Well while the destination takes what is handed to it. */
    public Health health() {
        return live().up() ? health : live();
    }

    /** Well unless delivering has ended for good, which only a fault of ours can cause. */
    public Health live() {
        boolean alive = follower.isAlive();
        return new Health(destination, alive, alive ? "delivering" : "ended by a fault, see the log");
    }

    private void run(Follower following) throws InterruptedException {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings());
                var consumerMetrics = new KafkaClientMetrics(consumer);
                var undelivered = new Undelivered(connection)) {
            consumerMetrics.bindTo(metrics);
            consumer.subscribe(List.of(Topics.FHIR.name()));
            while (following.goesOn()) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                boolean waits = false;
                for (TopicPartition partition : batch.partitions()) {
                    waits |= !deliver(consumer, batch.records(partition), undelivered, following);
                }
                if (waits) {
                    following.pause(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_BATCH.toMillis());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /**
     * Whether all of them are done; else the consumer reads on at the first that is not. The place is kept after each
     * report: to repeat the last one changes nothing, while to repeat the last two would for a moment put a preliminary
     * report in the place of the final one.
     */
    private boolean deliver(
            KafkaConsumer<byte[], byte[]> consumer,
            List<ConsumerRecord<byte[], byte[]>> records,
            Undelivered undelivered,
            Follower following)
            throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            var partition = new TopicPartition(record.topic(), record.partition());
            if (!following.goesOn() || !isDoneInItsTrace(record, undelivered)) {
                consumer.seek(partition, record.offset());
                return false;
            }
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        }
        return true;
    }

    private boolean isDoneInItsTrace(ConsumerRecord<byte[], byte[]> record, Undelivered undelivered)
            throws InterruptedException {
        try (var unusedTrace = Trace.in(record.headers())) {
            return isDone(record, undelivered);
        }
    }

    private boolean isDone(ConsumerRecord<byte[], byte[]> record, Undelivered undelivered) throws InterruptedException {
        if (!isForUs(record)) {
            return true;
        }
        Attempt attempt = handover.attempt(record);
        count(attempt);
        if (attempt instanceof Postponed postponed) {
            tellOnce(postponed);
            return false;
        }
        if (attempt instanceof Refused refused) {
            undelivered.keep(record, destination, refused.reason());
            log.atError()
                    .addKeyValue("destination", destination)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", refused.reason())
                    .log("report refused, kept in " + Topics.UNDELIVERED.name());
        }
        pause = FIRST_PAUSE;
        health = new Health(destination, true, "delivers");
        return true;
    }

    /** What is sent once more is for the record system that refused it ({@link UndeliveredReports}), all else for all. */
    private boolean isForUs(ConsumerRecord<byte[], byte[]> record) {
        Header addressee = record.headers().lastHeader(Undelivered.DESTINATION);
        return addressee == null || Arrays.equals(addressee.value(), destination.getBytes(UTF_8));
    }

    private void count(Attempt attempt) {
        String outcome =
                attempt instanceof Delivered ? "delivered" : attempt.getClass().getSimpleName();
        metrics.counter(
                        "xraystream.deliveries",
                        "destination",
                        destination,
                        "outcome",
                        outcome.toLowerCase(Locale.ROOT))
                .increment();
    }

    private void tellOnce(Postponed postponed) {
        if (health.up()) {
            log.atWarn()
                    .addKeyValue("destination", destination)
                    .addKeyValue("reason", postponed.reason())
                    .log("reports wait");
        }
        health = new Health(destination, false, postponed.reason());
    }

    /** Ends after the report that is under way. */
    @Override
    public void close() {
        follower.close();
        handover.close();
    }
}
