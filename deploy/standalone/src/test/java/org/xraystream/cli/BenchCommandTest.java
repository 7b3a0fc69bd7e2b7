package org.xraystream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Benchmarks;
import org.xraystream.benchmark.Measured;
import org.xraystream.benchmark.Measurement;
import org.xraystream.benchmark.Workbench;
import picocli.CommandLine;

class BenchCommandTest {
    private final Path folder;
    private final List<String> events = new ArrayList<>();

    BenchCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Measures nothing, but says when. */
    private final class FixedBenchmark implements Benchmark {
        private final String name;

        FixedBenchmark(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return "Nothing of " + name + ".";
        }

        @Override
        public Measured run(Workbench workbench) {
            events.add(name + (Files.exists(page()) ? " after a report" : ""));
            var measurement = new Measurement(name, "case of " + name, "time", 2, 1, 3, "ms");
            return new Measured(List.of(measurement), List.of());
        }
    }

    @Test
    void explainsEveryBenchmarkAndTheReport() {
        Cli.Run help = new Cli(folder).run("bench", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--report=DIR", "report.html", "measurements.jsonl");
        assertThat(Benchmarks.all()).allSatisfy(one -> assertThat(help.out()).contains("  " + one.name() + " "));
    }

    @Test
    void writesTheReportAnewAfterEachBenchmark() throws IOException {
        Cli.Run run = bench("--count", "10", "--report", report());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(events).containsExactly("first", "second after a report");
        assertThat(run.err()).contains("The report so far is " + page());
        assertThat(Files.readString(page()))
                .contains("Nothing of first.", "case of second", "10 synthetic radiographs")
                .contains("Xraystream ");
    }

    @Test
    void keepsInTheReportWhatItPrintsForPrograms() throws IOException {
        Cli.Run run = bench("--count", "10", "--json", "--report", report());

        assertThat(run.lines()).hasSize(2);
        assertThat(page().resolveSibling("measurements.jsonl")).hasContent(run.out());
    }

    @Test
    void writesNoReportUnlessOneIsWanted() {
        Cli.Run run = bench("--count", "10");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("case of first", "2.00");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void runsNoBenchmarkTwiceThatIsNamedTwice() {
        bench("--count", "10", "second", "second");

        assertThat(events).containsExactly("second");
    }

    @Test
    void doesNotTellTheReportWhichFolderTheRadiographsLieIn() throws IOException {
        Path data = TestFolders.labelled(Files.createDirectory(folder.resolve("family-name")), 4);

        Cli.Run run = bench("--count", "10", "--scans", data, "--as", "JPEG_224", "--report", report());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(page()))
                .contains("10 radiographs from a folder, as JPEG_224")
                .doesNotContain("family-name");
    }

    @Test
    void saysBeforeItMeasuresThatTheReportCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        Cli.Run run = bench("--report", file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the report cannot be written to " + file)
                .hasLineCount(1);
        assertThat(events).isEmpty();
    }

    @Test
    void knowsWhichBenchmarksThereAre() {
        Cli.Run run = bench("third");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("there is no benchmark third, only first, second")
                .hasLineCount(1);
    }

    @Test
    void refusesRunsTooSmallToMeasure() {
        assertThat(bench("--count", "9").err())
                .contains("--count must be at least 10")
                .hasLineCount(1);
        assertThat(bench("--rounds", "0").exitCode()).isEqualTo(1);
        assertThat(bench("--minutes", "0").exitCode()).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @Test
    void wantsToKnowWhereTheReportGoes() {
        Cli.Run run = bench("--report");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--report");
        assertThat(events).isEmpty();
    }

    private Path report() {
        return folder.resolve("new/report");
    }

    private Path page() {
        return report().resolve("report.html");
    }

    private Cli.Run bench(Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of(), false);
        var failures = new Failures(terminal);
        int exitCode = new CommandLine(
                        new BenchCommand(terminal, List.of(new FixedBenchmark("first"), new FixedBenchmark("second"))))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
        return new Cli.Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
