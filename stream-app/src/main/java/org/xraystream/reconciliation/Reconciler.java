package org.xraystream.reconciliation;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Rejection;
import org.xraystream.event.SourcePosition;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * Keeps the account of an application's scans from the topics alone: the offsets that it has committed say which scans it
 * has passed; diagnoses, rejections and dead letters say what became of them. Reads beside every consumer group.
 *
 * <p>For one thread.
 */
public final class Reconciler implements AutoCloseable {

    private static final String DEAD_LETTER_SOURCE = "__streams.errors.";

    private final ScanAccount account = new ScanAccount();
    private final String applicationId;
    private final Clock clock;
    private final Admin admin;
    private final TopicReader outcomes;
    private final TopicReader scans;
    private final Deserializer<Diagnosis> diagnoses;
    private final Deserializer<Rejection> rejections;
    private Map<TopicPartition, Long> passed = Map.of();

    /**
     * A reconciler of all that the topics still keep.
     *
     * @param applicationId of the application whose scans these are
     * @throws KafkaException if the cluster does not answer
     */
    public Reconciler(Connection connection, SchemaRegistry registry, String applicationId, Clock clock) {
        this.applicationId = applicationId;
        this.clock = clock;
        diagnoses = Topics.DIAGNOSES.valueSerde(registry).deserializer();
        rejections = Topics.REJECTIONS.valueSerde(registry).deserializer();
        admin = Admin.create(connection.clientSettings());
        outcomes = new TopicReader(connection, List.of(Topics.DIAGNOSES, Topics.REJECTIONS, Topics.DEAD_LETTERS));
        scans = new TopicReader(connection, List.of(Topics.SCANS));
        outcomes.seek(clock.instant().minus(ScanAccount.REMEMBERED));
        scans.firstOffsets().forEach((partition, first) -> account.begin(partition.partition(), first));
    }

    /**
     * Brings the account up to date.
     *
     * <p>Committed offsets and outcomes belong to one transaction, but become visible one after the other. So a scan is
     * missed only when the round before had already seen it passed: the first round misses nothing.
     */
    public Reconciliation round() throws InterruptedException {
        Map<TopicPartition, Long> passedBefore = passed;
        passed = passed();
        outcomes.readToEnd(this::book);
        passedBefore.forEach(this::lookAtOpen);
        return account.balance(clock.instant());
    }

    private Map<TopicPartition, Long> passed() throws InterruptedException {
        try {
            var committed = admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            for (TopicPartition partition : scans.partitions()) {
                Optional.ofNullable(committed.get(partition))
                        .ifPresent(position -> offsets.put(partition, position.offset()));
            }
            return offsets;
        } catch (ExecutionException e) {
            throw new KafkaException("the offsets of application " + applicationId + " cannot be read", e.getCause());
        }
    }

    private void book(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.DIAGNOSES.name())) {
            book(diagnoses.deserialize(record.topic(), record.value()));
        } else if (record.topic().equals(Topics.REJECTIONS.name())) {
            Rejection rejection = rejections.deserialize(record.topic(), record.value());
            book(rejection.getSource(), Fate.REJECTED, rejection.getScanId(), rejection.getReceivedAt());
        } else {
            sourceOfDeadLetter(record)
                    .ifPresent(source -> book(
                            source, Fate.DEAD_LETTER, text(record.key()), Instant.ofEpochMilli(record.timestamp())));
        }
    }

    private void book(Diagnosis diagnosis) {
        SourcePosition source = diagnosis.getSource();
        if (diagnosis.getStatus() != DiagnosisStatus.PRELIMINARY) {
            return;
        }
        if (source == null) {
            account.answeredSomewhere(diagnosis.getScanId(), diagnosis.getReceivedAt());
        } else {
            book(source, Fate.DIAGNOSED, diagnosis.getScanId(), diagnosis.getReceivedAt());
        }
    }

    private void book(SourcePosition source, Fate fate, String scanId, Instant receivedAt) {
        if (source.getTopic().equals(Topics.SCANS.name())) {
            account.answered(source.getPartition(), source.getOffset(), fate, scanId, receivedAt);
        }
    }

    private static Optional<SourcePosition> sourceOfDeadLetter(ConsumerRecord<byte[], byte[]> letter) {
        Optional<String> topic = header(letter, "topic");
        Optional<String> partition = header(letter, "partition");
        Optional<String> offset = header(letter, "offset");
        return topic.isPresent() && partition.isPresent() && offset.isPresent()
                ? Optional.of(new SourcePosition(
                        topic.get(), Integer.parseInt(partition.get()), Long.parseLong(offset.get())))
                : Optional.empty();
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(DEAD_LETTER_SOURCE + name))
                .map(Header::value)
                .map(Reconciler::text);
    }

    private void lookAtOpen(TopicPartition partition, long passed) {
        for (long offset : account.open(partition.partition(), passed)) {
            TopicReader.Place place = scans.at(partition, offset);
            if (place instanceof TopicReader.Place.Occupied occupied) {
                account.seen(
                        partition.partition(),
                        offset,
                        text(occupied.record().key()),
                        Instant.ofEpochMilli(occupied.record().timestamp()));
            } else if (place instanceof TopicReader.Place.Empty) {
                account.nothingThere(partition.partition(), offset);
            }
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        outcomes.close();
        scans.close();
        admin.close();
    }
}
