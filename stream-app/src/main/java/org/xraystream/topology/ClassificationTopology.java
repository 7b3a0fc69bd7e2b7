package org.xraystream.topology;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.xraystream.model.SiteCalibration;
import org.xraystream.reading.ScanReader;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.serving.ServingModel;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;
import org.xraystream.topology.Outcome.Diagnosed;
import org.xraystream.topology.Outcome.Refused;

/**
 * The way of a scan: read once, then on to the diagnoses and the prepared scans, or to the rejections. What the shadow
 * says of it goes to a topic of its own and nowhere else.
 */
public final class ClassificationTopology {

    private final SchemaRegistry registry;
    private final ScanReading reading;
    private final Clock clock;
    private final MeterRegistry metrics;

    /** A topology that reads with the models that {@code serving} has in force at that moment. */
    public ClassificationTopology(
            SchemaRegistry registry,
            ServingModel serving,
            ShadowShare shadowShare,
            ScanReader reader,
            SiteCalibration site,
            ContentFetcher fetcher,
            Clock clock,
            MeterRegistry metrics) {
        this.registry = registry;
        var events = new DiagnosisEvents(site, clock);
        this.reading = new ScanReading(
                serving, reader, fetcher, events, new ShadowReading(serving, shadowShare, events, metrics));
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Builds it. */
    public Topology build() {
        var builder = new StreamsBuilder();
        builder.stream(Topics.SCANS.name(), consumed(Topics.SCANS, "scans"))
                .process(ReadOnce.supplier(reading, clock, metrics), Named.as("read"))
                .split(Named.as("read-"))
                .branch(
                        (scanId, outcome) -> outcome instanceof Diagnosed,
                        Branched.withConsumer(this::emitDiagnosis, "diagnosed"))
                .defaultBranch(Branched.withConsumer(this::emitRejection, "refused"));
        return builder.build();
    }

    private void emitDiagnosis(KStream<String, Outcome> diagnosed) {
        diagnosed
                .mapValues(outcome -> ((Diagnosed) outcome).diagnosis(), Named.as("diagnosis"))
                .to(Topics.DIAGNOSES.name(), produced(Topics.DIAGNOSES, "diagnoses"));
        diagnosed
                .mapValues(outcome -> ((Diagnosed) outcome).prepared(), Named.as("prepared-pixels"))
                .to(Topics.PREPARED.name(), produced(Topics.PREPARED, "prepared"));
        diagnosed
                .flatMapValues(
                        outcome -> ((Diagnosed) outcome).shadow().stream().toList(), Named.as("shadow-diagnosis"))
                .to(Topics.SHADOW_DIAGNOSES.name(), produced(Topics.SHADOW_DIAGNOSES, "shadow-diagnoses"));
    }

    private void emitRejection(KStream<String, Outcome> refused) {
        refused.mapValues(outcome -> ((Refused) outcome).rejection(), Named.as("rejection"))
                .to(Topics.REJECTIONS.name(), produced(Topics.REJECTIONS, "rejections"));
    }

    private <K, V> Consumed<K, V> consumed(Topic<K, V> topic, String name) {
        return Consumed.with(topic.keySerde(), topic.valueSerde(registry)).withName(name);
    }

    private <K, V> Produced<K, V> produced(Topic<K, V> topic, String name) {
        return Produced.with(topic.keySerde(), topic.valueSerde(registry)).withName(name);
    }
}
