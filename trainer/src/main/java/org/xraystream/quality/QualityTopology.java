package org.xraystream.quality;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.ValueMapper;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Brings together, scan by scan, what models said and what readers found. All of it goes through one partition, since
 * counts of a model and decisions between models are one; a few hundred bytes a scan make that no bottleneck.
 */
final class QualityTopology {

    private QualityTopology() {}

    static Topology build(
            SchemaRegistry registry, QualityBook book, QualityBoard board, Duration remembered, Clock clock) {
        var builder = new StreamsBuilder();
        histories(builder, registry, Topics.DIAGNOSES, "diagnoses", diagnosis -> ScanHistory.of(diagnosis, true))
                .merge(histories(
                        builder,
                        registry,
                        Topics.SHADOW_DIAGNOSES,
                        "shadow-diagnoses",
                        diagnosis -> ScanHistory.of(diagnosis, false)))
                .merge(histories(builder, registry, Topics.LABELS, "labels", ScanHistory::of))
                .repartition(Repartitioned.with(Serdes.String(), JsonSerde.ofHistories())
                        .withName("histories")
                        .withNumberOfPartitions(1))
                .process(HistoryKeeper.supplier(book, board, remembered, clock), Named.as("keep"))
                .to(
                        Topics.QUALITY.name(),
                        Produced.with(Topics.QUALITY.keySerde(), Topics.QUALITY.valueSerde(registry))
                                .withName("quality"));
        return builder.build();
    }

    private static <V> KStream<String, ScanHistory> histories(
            StreamsBuilder builder,
            SchemaRegistry registry,
            Topic<String, V> topic,
            String name,
            ValueMapper<V, ScanHistory> history) {
        return builder.stream(
                        topic.name(),
                        Consumed.with(topic.keySerde(), topic.valueSerde(registry))
                                .withName(name))
                .filter((scanId, event) -> scanId != null && event != null, Named.as("known-" + name))
                .mapValues(history, Named.as("history-of-" + name));
    }
}
