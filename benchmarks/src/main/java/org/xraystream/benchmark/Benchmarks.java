package org.xraystream.benchmark;

import java.util.List;

/** All benchmarks there are. */
public final class Benchmarks {

    private static final List<Benchmark> ALL = List.of(
            new StreamBenchmark(),
            new LatencyBenchmark(),
            new GrowthBenchmark(),
            new TrainingBenchmark(),
            new EngineBenchmark(),
            new DecodeBenchmark(),
            new StartupBenchmark(),
            new MemoryBenchmark());

    private Benchmarks() {}

    /** In the order in which they are worth reading. */
    public static List<Benchmark> all() {
        return ALL;
    }
}
