package org.xraystream.recall;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Scan;
import org.xraystream.event.SourcePosition;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.SiteCalibration;
import org.xraystream.reading.ScanReader;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.release.ReleaseFollower;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.settings.Connection;
import org.xraystream.serving.ModelInstaller;
import org.xraystream.serving.ServingModel;
import org.xraystream.topic.Topics;
import org.xraystream.topology.Outcome;
import org.xraystream.topology.ReceivedScan;
import org.xraystream.topology.ScanReading;

/**
 * Takes back every diagnosis of a version: reads the scans again with the champion and publishes AMENDED diagnoses, each
 * naming the one that it replaces. Where the scan is no longer kept, or not accepted any more, the amended diagnosis leaves
 * it to a person, so that nothing a recalled model said is left standing.
 *
 * <p>May be run again, after an interruption too: what was replaced before is passed over. The site's correction of the
 * probabilities is the one that stands in the recalled diagnosis.
 *
 * <p>For one thread.
 */
public final class Recall implements AutoCloseable {

    private final ServingModel serving;
    private final ContentFetcher fetcher;
    private final Clock clock;
    private final ScanReader reader = ScanReader.ofPaediatricChests();
    private final TopicReader diagnoses;
    private final TopicReader scans;
    private final Deserializer<Diagnosis> diagnosisOf;
    private final Deserializer<Scan> scanOf;
    private final EventPublisher<Diagnosis> publisher;

    /**
     * A recall.
     *
     * @param serving with the champion in force; stays open
     */
    public Recall(
            Connection connection, SchemaRegistry registry, ServingModel serving, ContentFetcher fetcher, Clock clock) {
        this.serving = serving;
        this.fetcher = fetcher;
        this.clock = clock;
        diagnosisOf = Topics.DIAGNOSES.valueSerde(registry).deserializer();
        scanOf = Topics.SCANS.valueSerde(registry).deserializer();
        diagnoses = new TopicReader(connection, List.of(Topics.DIAGNOSES));
        scans = new TopicReader(connection, List.of(Topics.SCANS));
        publisher = new EventPublisher<>(connection, registry, Topics.DIAGNOSES);
    }

    /**
     * Recalls a version by the champion that is in force now.
     *
     * @throws IllegalArgumentException if the version is the champion itself
     * @throws KafkaException if the brokers do not take a diagnosis
     */
    public static RecallResult byChampionInForce(
            Connection connection, SchemaRegistry registry, ContentFetcher fetcher, Clock clock, String version)
            throws InterruptedException {
        try (var serving = new ServingModel(shipped())) {
            var installer = new ModelInstaller(new ReleaseLoader(fetcher), serving, new SimpleMeterRegistry());
            try (var releases = new ReleaseFollower(connection, registry, installer)) {
                releases.awaitCaughtUp();
            }
            try (var recall = new Recall(connection, registry, serving, fetcher, clock)) {
                return recall.run(version, left -> {});
            }
        }
    }

    private static Model shipped() {
        try {
            return Model.load(ModelBundle.shipped(), Engine.ONNX);
        } catch (InvalidBundleException e) {
            throw new IllegalStateException("the shipped model does not load", e);
        }
    }

    /**
     * Recalls a version.
     *
     * @param progress told after each diagnosis how many are left
     * @throws IllegalArgumentException if the version is the champion: it would only repeat itself
     * @throws KafkaException if the brokers do not take a diagnosis
     */
    public RecallResult run(String version, IntConsumer progress) throws InterruptedException {
        String champion = serving.with(Model::version);
        if (champion.equals(version)) {
            throw new IllegalArgumentException(
                    "model " + version + " is the champion: put another in force before recalling it");
        }
        var all = new StandingDiagnoses(version);
        diagnoses.seekToBeginning();
        diagnoses.readToEnd(record -> all.note(diagnosisOf.deserialize(record.topic(), record.value())));
        List<Diagnosis> standing = all.standing();
        int readAgain = 0;
        int changed = 0;
        var published = new ArrayList<CompletableFuture<RecordMetadata>>();
        for (Diagnosis recalled : standing) {
            Optional<Diagnosis> fresh = scanOf(recalled).flatMap(scan -> read(scan, recalled));
            Diagnosis amended = fresh.map(again -> Amendment.of(recalled, again))
                    .orElseGet(() -> Amendment.toAPerson(recalled, clock.instant()));
            published.add(publisher.publish(amended.getScanId(), amended));
            readAgain += fresh.isPresent() ? 1 : 0;
            changed += fresh.isPresent() && fresh.get().getFinding() != recalled.getFinding() ? 1 : 0;
            progress.accept(standing.size() - published.size());
        }
        await(published);
        return new RecallResult(
                version,
                champion,
                all.listed(),
                all.listed() - standing.size(),
                readAgain,
                changed,
                standing.size() - readAgain);
    }

    private Optional<Scan> scanOf(Diagnosis recalled) {
        SourcePosition source = recalled.getSource();
        if (source == null) {
            return Optional.empty();
        }
        var partition = new TopicPartition(source.getTopic(), source.getPartition());
        TopicReader.Place place = scans.at(partition, source.getOffset());
        if (place instanceof TopicReader.Place.Unknown) {
            throw new KafkaException("the brokers do not give the scan at " + partition + ", offset "
                    + source.getOffset() + "; what was recalled so far stands, run it again");
        }
        return place instanceof TopicReader.Place.Occupied occupied
                ? decoded(occupied.record()).filter(scan -> scan.getScanId().equals(recalled.getScanId()))
                : Optional.empty();
    }

    private Optional<Scan> decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(scanOf.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    private Optional<Diagnosis> read(Scan scan, Diagnosis recalled) {
        var reading = ScanReading.byChampion(serving, reader, fetcher, siteOf(recalled), clock);
        var received = new ReceivedScan(scan.getScanId(), scan, recalled.getSource(), recalled.getReceivedAt());
        return reading.read(received, scan) instanceof Outcome.Diagnosed diagnosed
                ? Optional.of(diagnosed.diagnosis())
                : Optional.empty();
    }

    private static SiteCalibration siteOf(Diagnosis recalled) {
        var site = recalled.getSiteCalibration();
        if (site == null) {
            return SiteCalibration.NONE;
        }
        Double prevalence = site.getPrevalence();
        return new SiteCalibration(site.getSlope(), site.getOffset(), prevalence == null ? 0 : prevalence);
    }

    private static void await(List<CompletableFuture<RecordMetadata>> published) throws InterruptedException {
        for (CompletableFuture<RecordMetadata> one : published) {
            try {
                var unused = one.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a diagnosis was not taken; run the recall again", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        publisher.close();
        diagnoses.close();
        scans.close();
    }
}
