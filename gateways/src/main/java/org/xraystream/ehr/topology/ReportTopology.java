package org.xraystream.ehr.topology;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Diagnoses, rejections and labels become reports in FHIR. All these topics are written by their scan's id and have equally
 * many partitions, so that what is said of one scan meets. A label that comes before its diagnosis waits for it.
 */
public final class ReportTopology {

    private ReportTopology() {}

    /**
     * Builds it.
     *
     * @param remembered how long a scan is kept after the last that was said of it; what is said later makes no report
     */
    public static Topology build(SchemaRegistry registry, Duration remembered, Clock clock, MeterRegistry metrics) {
        var builder = new StreamsBuilder();
        events(builder, registry, Topics.DIAGNOSES, "diagnoses", ScanHistory::of)
                .merge(events(builder, registry, Topics.REJECTIONS, "rejections", ScanHistory::of))
                .merge(events(builder, registry, Topics.LABELS, "labels", ScanHistory::of))
                .process(ReportKeeper.supplier(registry, remembered, clock, metrics), Named.as("report"))
                .to(
                        Topics.FHIR.name(),
                        Produced.with(Topics.FHIR.keySerde(), Topics.FHIR.valueSerde(registry))
                                .withName("fhir"));
        return builder.build();
    }

    private static <V> KStream<String, ScanHistory> events(
            StreamsBuilder builder,
            SchemaRegistry registry,
            Topic<String, V> topic,
            String name,
            Function<V, ScanHistory> said) {
        return builder.stream(
                        topic.name(),
                        Consumed.with(topic.keySerde(), topic.valueSerde(registry))
                                .withName(name))
                .filter((scanId, event) -> scanId != null && event != null, Named.as("known-" + name))
                .mapValues(event -> said.apply(event), Named.as("said-by-" + name))
                .filter((scanId, history) -> scanId.equals(history.scanId()), Named.as("own-" + name));
    }
}
