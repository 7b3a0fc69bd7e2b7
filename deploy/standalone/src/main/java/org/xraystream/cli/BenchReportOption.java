package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Measured;
import org.xraystream.benchmark.report.BenchmarkReport;
import org.xraystream.benchmark.report.BenchmarkRun;
import picocli.CommandLine.Option;

/** Where {@code bench} writes what it measured for people to read. */
final class BenchReportOption {
    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Also write report.html, a page that opens without a network, its charts as PNG and"
                    + " measurements.jsonl into this folder, anew after each benchmark.")
    private Optional<Path> folder = Optional.empty();

    /** Fails, before anything is measured, where nothing can be written. */
    void requireWritable() {
        folder.ifPresent(ReportOption::requireWritable);
    }

    /** Prepares for reporting a run; writes nothing unless a report is wanted. */
    Reporter reporter(Terminal terminal, BenchmarkRun run) {
        return folder.map(path -> writingTo(path, terminal, run)).orElse((benchmark, measured) -> {});
    }

    private static Reporter writingTo(Path folder, Terminal terminal, BenchmarkRun run) {
        var report = new BenchmarkReport(folder, run);
        return (benchmark, measured) -> {
            try {
                Path page = report.add(benchmark, measured);
                terminal.note("The report so far is " + page.toAbsolutePath());
            } catch (IOException e) {
                throw ReportOption.unwritable(folder, e);
            }
        };
    }

    /** Told of each benchmark that is done. */
    interface Reporter {
        void add(Benchmark benchmark, Measured measured);
    }
}
