package org.xraystream.benchmark.report;

import java.time.Instant;
import java.util.List;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Workbench;

/**
 * What is measured, and how.
 *
 * @param startedAt when it began
 * @param version of what is measured
 * @param images what they are, in words that name no path
 * @param workbench what the benchmarks are given
 * @param planned in the order in which they run
 */
public record BenchmarkRun(
        Instant startedAt, String version, String images, Workbench workbench, List<Benchmark> planned) {

    public BenchmarkRun {
        planned = List.copyOf(planned);
    }
}
