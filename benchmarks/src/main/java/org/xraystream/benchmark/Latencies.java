package org.xraystream.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.xraystream.benchmark.Course.Along;
import org.xraystream.benchmark.Course.Point;

/**
 * How long scans waited for their diagnoses under the same circumstances.
 *
 * @param circumstances what went on meanwhile
 * @param rounds milliseconds of each scan of each round, in ascending order
 */
record Latencies(String circumstances, double[][] rounds) {

    private static final List<Percentile> PERCENTILES =
            List.of(new Percentile("p50", 0.5), new Percentile("p99", 0.99), new Percentile("p99.9", 0.999));

    /** Points of a curve in each power of ten of what is left above it. */
    private static final int STEPS = 20;

    private static final int POWERS = 3;

    private record Percentile(String name, double share) {}

    /** Milliseconds that this share of the scans waited at most, in each round. */
    double[] percentile(double share) {
        return Arrays.stream(rounds)
                .mapToDouble(sorted -> sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)])
                .toArray();
    }

    /** The percentiles that are spoken of. */
    List<Measurement> measurements(String benchmark) {
        return PERCENTILES.stream()
                .map(percentile -> Measurement.of(
                        benchmark, circumstances, percentile.name(), percentile(percentile.share()), "ms"))
                .toList();
    }

    /** All percentiles up to 99.9, each the median of the rounds; the closer to the end, the closer together. */
    Course course(String benchmark) {
        List<Point> points = IntStream.rangeClosed(0, POWERS * STEPS)
                .mapToDouble(step -> 1 - Math.pow(10, -(double) step / STEPS))
                .mapToObj(share -> new Point(share, median(share)))
                .toList();
        return new Course(benchmark, circumstances, "latency", "ms", Along.SHARE, points);
    }

    private double median(double share) {
        return Measurement.of("", "", "", percentile(share), "").value();
    }
}
