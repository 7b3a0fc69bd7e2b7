package org.xraystream.quality;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.LiveQuality;
import org.xraystream.event.Proportion;
import org.xraystream.event.QualityAlarmKind;

/** What was last found of each model, for metrics and for whoever asks. Thread-safe. */
final class QualityBoard {

    private final ConcurrentMap<String, LiveQuality> latest = new ConcurrentHashMap<>();
    private final MeterRegistry metrics;
    private final MultiGauge drift;

    QualityBoard(MeterRegistry metrics) {
        this.metrics = metrics;
        this.drift = MultiGauge.builder("xraystream.quality.drift").register(metrics);
    }

    /** Shows these in place of what was shown of the same models. */
    void show(Map<String, LiveQuality> qualities) {
        qualities.forEach((version, quality) -> {
            if (latest.put(version, quality) == null) {
                measure(version);
            }
        });
        drift.register(latest.values().stream().flatMap(QualityBoard::drifts).toList(), true);
    }

    /** As a share of what is an alarm. */
    private static Stream<MultiGauge.Row<?>> drifts(LiveQuality quality) {
        return quality.getDrift().stream()
                .map(drift -> MultiGauge.Row.of(
                        Tags.of("modelVersion", quality.getModelVersion(), "measure", drift.getMeasure()),
                        drift.getStabilityIndex() / drift.getBound()));
    }

    private void measure(String version) {
        var tags = Tags.of("modelVersion", version);
        metrics.gauge("xraystream.quality.sensitivity", tags, this, board -> board.sensitivity(version));
        metrics.gauge("xraystream.quality.specificity", tags, this, board -> board.specificity(version));
        metrics.gauge("xraystream.quality.labels", tags, this, board -> board.labels(version));
        for (QualityAlarmKind kind : QualityAlarmKind.values()) {
            metrics.gauge(
                    "xraystream.quality.alarms",
                    tags.and("kind", kind.name()),
                    this,
                    board -> board.alarms(version, kind));
        }
    }

    private double sensitivity(String version) {
        return of(version)
                .map(quality -> share(quality.getSensitivityInterval()))
                .orElse(Double.NaN);
    }

    private double specificity(String version) {
        return of(version)
                .map(quality -> share(quality.getSpecificityInterval()))
                .orElse(Double.NaN);
    }

    private static double share(@Nullable Proportion proportion) {
        return proportion == null ? Double.NaN : proportion.getShare();
    }

    private double labels(String version) {
        return of(version)
                .map(quality -> (double) (quality.getTruePositives()
                        + quality.getFalsePositives()
                        + quality.getTrueNegatives()
                        + quality.getFalseNegatives()
                        + quality.getUncertain()))
                .orElse(0.0);
    }

    private double alarms(String version, QualityAlarmKind kind) {
        return of(version)
                .map(quality -> (double) quality.getAlarms().stream()
                        .filter(alarm -> alarm.getKind() == kind)
                        .count())
                .orElse(0.0);
    }

    private Optional<LiveQuality> of(String version) {
        return Optional.ofNullable(latest.get(version));
    }

    /** All of them as a JSON array of what stands in the events, by version. */
    String json() {
        return latest.values().stream()
                .sorted(Comparator.comparing(LiveQuality::getModelVersion))
                .map(LiveQuality::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
