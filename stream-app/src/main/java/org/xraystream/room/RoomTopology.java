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
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.xraystream.event.Scan;
import org.xraystream.registry.EventSerde;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Brings together all that happens to a scan. Of {@code xray.scans} and {@code xray.prepared} only what stands around the
 * pixels, and where those lie. Everything goes through a topic of its own, so that nothing depends on how the programs
 * that wrote it chose their partitions.
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
        var headings = Serdes.serdeFrom(
                new EventSerde<>(Scan.class, registry), EventSerde.withoutLastField(Scan.class, registry));
        KStream<String, RoomScan> scans =
                changes(builder, Topics.SCANS, headings, "scans", (scan, key, at, time) -> RoomScan.of(scan, at, time));
        KStream<String, RoomScan> prepared = changes(
                builder,
                Topics.PREPARED,
                Serdes.ByteArray(),
                "prepared",
                (pixels, key, at, time) -> RoomScan.prepared(key, at, time));
        scans.merge(changes(builder, registry, Topics.DIAGNOSES, "diagnoses", RoomScan::of))
                .merge(changes(builder, registry, Topics.REJECTIONS, "rejections", RoomScan::of))
                .merge(changes(builder, registry, Topics.LABELS, "labels", RoomScan::of))
                .merge(prepared)
                .filter((scanId, change) -> isRemembered(change, remembered, clock), Named.as("remembered"))
                .repartition(Repartitioned.with(Serdes.String(), RoomJson.ofScans())
                        .withName("changes")
                        .withNumberOfPartitions(Topics.SCANS.partitions()))
                .process(ScanKeeper.supplier(view, remembered, clock), Named.as("keep"));
        return builder.build();
    }

    private static boolean isRemembered(RoomScan change, Duration remembered, Clock clock) {
        return change.latest() >= clock.instant().minus(remembered).toEpochMilli();
    }

    private interface Change<V> {
        RoomScan of(V event, String key, Place place, long time);
    }

    private interface EventChange<V> {
        RoomScan of(V event);
    }

    private static <V> KStream<String, RoomScan> changes(
            StreamsBuilder builder,
            SchemaRegistry registry,
            Topic<String, V> topic,
            String name,
            EventChange<V> change) {
        return changes(builder, topic, topic.valueSerde(registry), name, (event, key, at, time) -> change.of(event));
    }

    private static <V> KStream<String, RoomScan> changes(
            StreamsBuilder builder, Topic<String, ?> topic, Serde<V> serde, String name, Change<V> change) {
        return builder.stream(
                        topic.name(), Consumed.with(topic.keySerde(), serde).withName(name))
                .filter((key, event) -> key != null && event != null, Named.as("known-" + name))
                .process(() -> new Reader<>(change), Named.as("change-by-" + name));
    }

    /** Turns an event into what it says of its scan; one that names no scan says nothing. */
    private static final class Reader<V> extends ContextualProcessor<String, V, String, RoomScan> {
        private final Change<V> change;

        Reader(Change<V> change) {
            this.change = change;
        }

        @Override
        public void process(Record<String, V> record) {
            var at = context().recordMetadata().orElseThrow();
            RoomScan scan = change.of(
                    requireNonNull(record.value()),
                    requireNonNull(record.key()),
                    new Place(at.partition(), at.offset()),
                    record.timestamp());
            if (!scan.scanId().isBlank()) {
                context().forward(record.withKey(scan.scanId()).withValue(scan));
            }
        }
    }
}
