package org.xraystream.examples;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.xraystream.event.Label;
import org.xraystream.event.Readings;
import org.xraystream.registry.EventSerde;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topics;

/**
 * Keeps two tables: the pixels of every scan still remembered, and what each of its readers said last. They are joined
 * when examples are read ({@link LabelledScans}), so that no pixel is stored twice. A lost store is rebuilt: that of the
 * pixels from its topic, which is compacted, that of the readings from a changelog, which Kafka Streams keeps.
 */
public final class ExampleTopology {

    static final String PREPARED = "prepared-scans";
    static final String READINGS = "readings";
    private static final String LABELS = "labels";

    private ExampleTopology() {}

    /**
     * Builds it.
     *
     * @param kept how long the pixels of a scan are kept, which bounds the store: 16 kB a scan
     */
    public static Topology build(SchemaRegistry registry, Duration kept) {
        var builder = new StreamsBuilder();
        builder.stream(
                        Topics.LABELS.name(),
                        Consumed.with(Topics.LABELS.keySerde(), Topics.LABELS.valueSerde(registry))
                                .withName(LABELS))
                .groupByKey(Grouped.with("by-scan", Topics.LABELS.keySerde(), Topics.LABELS.valueSerde(registry)))
                .aggregate(
                        () -> new Readings(List.of()),
                        (scanId, label, readings) -> with(label, readings),
                        Named.as("latest-of-each-reader"),
                        Materialized.<String, Readings, KeyValueStore<Bytes, byte[]>>as(READINGS)
                                .withKeySerde(Topics.LABELS.keySerde())
                                .withValueSerde(new EventSerde<>(Readings.class, registry)));
        Topology topology = builder.build();
        // Read-only for everybody else: the compacted topic itself is the store's changelog.
        topology.addReadOnlyStateStore(
                Stores.timestampedKeyValueStoreBuilder(
                                Stores.persistentTimestampedKeyValueStore(PREPARED),
                                Topics.PREPARED.keySerde(),
                                Topics.PREPARED.valueSerde(registry))
                        .withLoggingDisabled(),
                "prepared",
                Topics.PREPARED.keySerde().deserializer(),
                Topics.PREPARED.valueSerde(registry).deserializer(),
                Topics.PREPARED.name(),
                "keep-prepared",
                () -> new PreparedKeeper(kept));
        return topology;
    }

    /** A label replaces the earlier one of its reader; one that comes late, after a newer one of theirs, changes nothing. */
    private static Readings with(Label label, Readings readings) {
        Stream<Label> ofOthers =
                readings.getLabels().stream().filter(other -> !other.getReader().equals(label.getReader()));
        Label latest = readings.getLabels().stream()
                .filter(other -> other.getReader().equals(label.getReader())
                        && other.getLabelledAt().isAfter(label.getLabelledAt()))
                .findFirst()
                .orElse(label);
        return new Readings(Stream.concat(ofOthers, Stream.of(latest))
                .sorted(Comparator.comparing(Label::getLabelledAt))
                .toList());
    }
}
