package org.xraystream.room;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Brings together all that is said of a scan. The scans themselves are not read: they are a hundred times as large as what
 * is said of them. Of {@code xray.prepared} only where the pixels lie. All these topics are written by their scan's id and
 * have equally many partitions, as for the trainer, so that what is said of one scan meets.
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
                .merge(changes(
                        builder,
                        Topics.PREPARED,
                        Serdes.ByteArray(),
                        "prepared",
                        (pixels, of) -> RoomScan.prepared(of.scanId(), of.place(), of.time())))
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

    /** Where an event stands. */
    private record Origin(String scanId, Place place, long time) {}

    private interface Change<V> {
        RoomScan of(V event, Origin origin);
    }

    private interface EventChange<V> {
        RoomScan of(V event);
    }

    private static <V> KStream<String, RoomScan> events(
            StreamsBuilder builder,
            SchemaRegistry registry,
            Topic<String, V> topic,
            String name,
            EventChange<V> change) {
        return changes(builder, topic, topic.valueSerde(registry), name, (event, origin) -> change.of(event));
    }

    private static <V> KStream<String, RoomScan> changes(
            StreamsBuilder builder, Topic<String, ?> topic, Serde<V> serde, String name, Change<V> change) {
        return builder.stream(
                        topic.name(), Consumed.with(topic.keySerde(), serde).withName(name))
                .filter((scanId, event) -> scanId != null && event != null, Named.as("known-" + name))
                .processValues(() -> new Reader<>(change), Named.as("change-by-" + name));
    }

    /** Turns an event into what it says of its scan. */
    private static final class Reader<V> extends ContextualFixedKeyProcessor<String, V, RoomScan> {
        private final Change<V> change;

        Reader(Change<V> change) {
            this.change = change;
        }

        @Override
        public void process(FixedKeyRecord<String, V> record) {
            var at = context().recordMetadata().orElseThrow();
            var origin = new Origin(
                    requireNonNull(record.key()), new Place(at.partition(), at.offset()), record.timestamp());
            context().forward(record.withValue(change.of(requireNonNull(record.value()), origin)));
        }
    }
}
