package org.xraystream.examples;

import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Keeps two tables: the pixels of every scan still remembered, and the latest label of every scan. They are joined when
 * examples are read ({@link LabelledScans}), so that no pixel is stored twice and a corrected label replaces the earlier.
 * Both topics are compacted and serve as their tables' changelogs: a lost store is rebuilt from them.
 */
public final class ExampleTopology {

    static final String PREPARED = "prepared-scans";
    static final String LABELS = "labels";

    private ExampleTopology() {}

    /** Builds it. */
    public static Topology build(SchemaRegistry registry, Properties settings) {
        var builder = new StreamsBuilder();
        table(builder, Topics.PREPARED, registry, PREPARED);
        table(builder, Topics.LABELS, registry, LABELS);
        return builder.build(settings);
    }

    private static <V> void table(
            StreamsBuilder builder, Topic<String, V> topic, SchemaRegistry registry, String store) {
        builder.table(
                topic.name(),
                Consumed.with(topic.keySerde(), topic.valueSerde(registry)).withName(store),
                Materialized.<String, V, KeyValueStore<Bytes, byte[]>>as(store)
                        .withKeySerde(topic.keySerde())
                        .withValueSerde(topic.valueSerde(registry)));
    }
}
