package org.xraystream.benchmark;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs small benchmarks by JMH, each case in a JVM of its own. */
final class Jmh {

    private static final int WARM_UPS = 3;

    private Jmh() {}

    /**
     * Average times in milliseconds, one for each round, by the values of the case's parameters: in the order of their
     * names, with a blank between them.
     *
     * @param jvmOptions more options for the JVMs
     */
    static Times times(Class<?> cases, int rounds, String... jvmOptions) throws RunnerException {
        var options = new OptionsBuilder()
                .include(cases.getName().replace('$', '.') + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MILLISECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(rounds)
                .measurementTime(TimeValue.seconds(2))
                .jvmArgsAppend(jvmOptions)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        var times = new LinkedHashMap<String, double[]>();
        for (RunResult result : results) {
            times.put(
                    result.getParams().getParamsKeys().stream()
                            .sorted()
                            .map(result.getParams()::getParam)
                            .collect(Collectors.joining(" ")),
                    result.getBenchmarkResults().iterator().next().getIterationResults().stream()
                            .map(IterationResult::getPrimaryResult)
                            .mapToDouble(Result::getScore)
                            .toArray());
        }
        return new Times(times);
    }

    /** Times by case. */
    record Times(Map<String, double[]> byCase) {

        /** Those of one case, which must have been measured. */
        double[] of(String name) {
            double[] times = byCase.get(name);
            if (times == null) {
                throw new IllegalStateException("no case " + name + " among " + byCase.keySet());
            }
            return times;
        }
    }
}
