package org.xraystream.topic;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serde;
import org.xraystream.registry.SchemaRegistry;

/**
 * One topic: all that a producer, a consumer or an administrator must know of it.
 *
 * @param name its name
 * @param keySerde reads and writes keys
 * @param valueSerdes makes the serde of the values from a registry
 * @param partitions how many partitions it is created with
 * @param settings its broker-side settings (retention, clean-up, size of messages)
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public record Topic<K, V>(
        String name,
        Serde<K> keySerde,
        Function<SchemaRegistry, Serde<V>> valueSerdes,
        int partitions,
        Map<String, String> settings) {
    public Topic {
        settings = Map.copyOf(settings);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions of " + name + ": " + partitions + ", must be at least 1");
        }
    }

    /** The serde of the values. */
    public Serde<V> valueSerde(SchemaRegistry registry) {
        return valueSerdes.apply(registry);
    }

    /** The topic as an administrator creates it, replicated as often as the cluster's default says. */
    public NewTopic asNewTopic() {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }
}
