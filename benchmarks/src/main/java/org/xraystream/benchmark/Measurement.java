package org.xraystream.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One measured figure with its spread.
 *
 * @param benchmark what was measured
 * @param subject which case of it
 * @param metric what the figure says
 * @param value the median of the rounds
 * @param low the lowest of the rounds
 * @param high the highest of the rounds
 * @param unit of all three
 */
public record Measurement(
        String benchmark, String subject, String metric, double value, double low, double high, String unit) {

    private static final String RATIO = "ratio";

    public Measurement {
        if (low > value || value > high) {
            throw new IllegalArgumentException(
                    "the median of %s must lie between lowest and highest, not be %s of %s to %s"
                            .formatted(subject, value, low, high));
        }
    }

    /** The median of these rounds, with the lowest and the highest. */
    static Measurement of(String benchmark, String subject, String metric, double[] rounds, String unit) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Measurement(benchmark, subject, metric, median, sorted[0], sorted[sorted.length - 1], unit);
    }

    /** A figure of a single round. */
    static Measurement once(String benchmark, String subject, String metric, double value, String unit) {
        return new Measurement(benchmark, subject, metric, value, value, value, unit);
    }

    /** The round-by-round ratios of two figures. */
    static Measurement ratio(String benchmark, String subject, double[] above, double[] below) {
        double[] ratios = new double[above.length];
        Arrays.setAll(ratios, round -> above[round] / below[round]);
        return of(benchmark, subject, RATIO, ratios, "");
    }

    /** Whether it compares two figures. */
    public boolean isRatio() {
        return metric.equals(RATIO);
    }

    /** For programs, in the order of the fields. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("benchmark", benchmark);
        map.put("case", subject);
        map.put("metric", metric);
        map.put("value", value);
        map.put("low", low);
        map.put("high", high);
        map.put("unit", unit);
        return map;
    }
}
