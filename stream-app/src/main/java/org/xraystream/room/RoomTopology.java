package org.xraystream.room;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Brings together all that is said of a scan. The scans themselves are not read: they are a hundred times as large as what
 * is said of them; nor are the pixels that the network saw, which {@link ScanImages} finds when somebody looks. All these
 * topics are written by their scan's id and have equally many partitions, as for the trainer, so that what is said of one
 * scan meets.
 */
final class RoomTopology {

    private RoomTopology() {}

    /**
     * Builds it.
     *
     * @param remembered how long a scan is kept after the last that happened to it
     */
    static Topology build(SchemaRegistry registry, RoomView view, Duration remembered, Clock clock) {
        var builder = new StreamsBuilder();
        events(builder, registry, Topics.DIAGNOSES, "diagnoses", RoomScan::of)
                .merge(events(builder, registry, Topics.REJECTIONS, "rejections", RoomScan::of))
                .merge(events(builder, registry, Topics.LABELS, "labels", RoomScan::of))
                .filter(
                        (scanId, change) -> isFor(scanId, change) && isRemembered(change, remembered, clock),
                        Named.as("remembered"))
                .process(ScanKeeper.supplier(view, remembered, clock), Named.as("keep"));
        return builder.build();
    }

    private static boolean isFor(String scanId, RoomScan change) {
        return !scanId.isBlank() && scanId.equals(change.scanId());
    }

    private static boolean isRemembered(RoomScan change, Duration remembered, Clock clock) {
        return change.latest() >= clock.instant().minus(remembered).toEpochMilli();
    }

    private interface Change<V> {
        RoomScan of(V event);
    }

    private static <V> KStream<String, RoomScan> events(
            StreamsBuilder builder, SchemaRegistry registry, Topic<String, V> topic, String name, Change<V> change) {
        return builder.stream(
                        topic.name(),
                        Consumed.with(topic.keySerde(), topic.valueSerde(registry))
                                .withName(name))
                .filter((scanId, event) -> scanId != null && event != null, Named.as("known-" + name))
                .mapValues(change::of, Named.as("change-by-" + name));
    }
}
