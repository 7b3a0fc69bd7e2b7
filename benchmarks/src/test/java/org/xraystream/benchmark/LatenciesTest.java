package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.xraystream.benchmark.Course.Point;

class LatenciesTest {

    /** 1 to 10,000 ms, and twice and thrice that. */
    private static final Latencies LATENCIES =
            new Latencies("alone", new double[][] {upTo(10_000, 1), upTo(10_000, 3), upTo(10_000, 2)});

    @Test
    void givesMedianAndSpreadOfEachPercentile() {
        assertThat(LATENCIES.measurements("latency"))
                .containsExactly(
                        new Measurement("latency", "alone", "p50", 10_000, 5_000, 15_000, "ms"),
                        new Measurement("latency", "alone", "p99", 19_800, 9_900, 29_700, "ms"),
                        new Measurement("latency", "alone", "p99.9", 19_980, 9_990, 29_970, "ms"));
    }

    @Test
    void goesFromTheQuickestScanToTheSlowestOfAThousand() {
        Course course = LATENCIES.course("latency");

        assertThat(course.points()).startsWith(new Point(0, 2)).endsWith(new Point(0.999, 19_980));
        assertThat(course.points()).extracting(Point::value).isSorted();
        assertThat(course.points()).filteredOn(point -> point.at() > 0.9).hasSizeGreaterThan(30);
    }

    @Test
    void passesThroughThePercentilesThatAreMeasured() {
        assertThat(LATENCIES.course("latency").points())
                .filteredOn(point -> Math.abs(point.at() - 0.99) < 1e-9)
                .singleElement()
                .satisfies(point -> assertThat(point.value()).isCloseTo(19_800, within(1e-9)));
    }

    @Test
    void takesTheSlowestOfFewScansForAllHighPercentiles() {
        var few = new Latencies("alone", new double[][] {{1, 2, 3}});

        assertThat(few.measurements("latency")).extracting(Measurement::value).containsExactly(2.0, 3.0, 3.0);
    }

    private static double[] upTo(int count, double factor) {
        return DoubleStream.iterate(1, one -> one + 1)
                .limit(count)
                .map(one -> one * factor)
                .toArray();
    }
}
