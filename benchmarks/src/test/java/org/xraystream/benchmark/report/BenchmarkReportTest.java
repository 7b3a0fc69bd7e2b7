package org.xraystream.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Course;
import org.xraystream.benchmark.Course.Along;
import org.xraystream.benchmark.Course.Point;
import org.xraystream.benchmark.Measured;
import org.xraystream.benchmark.Measurement;
import org.xraystream.benchmark.Workbench;

class BenchmarkReportTest {

    private static final Measurement FAST = new Measurement("quick", "a < b & \"c\"", "time", 1.234, 1.1, 12.3, "ms");
    private static final Measurement RATIO = new Measurement("quick", "c to d", "ratio", 0.76, 0.7, 0.8, "");
    private static final Measurement MEMORY = new Measurement("large", "at the end", "resident", 454, 450, 460, "MB");
    private static final Course COURSE = new Course(
            "large", "app", "resident memory", "MB", Along.MINUTES, List.of(new Point(1, 400), new Point(2, 450)));
    private static final FixedBenchmark QUICK =
            new FixedBenchmark("quick", "How quick <script> is.", new Measured(List.of(FAST, RATIO), List.of()));
    private static final FixedBenchmark LARGE =
            new FixedBenchmark("large", "How large it grows.", new Measured(List.of(MEMORY), List.of(COURSE)));

    private final Path folder;

    BenchmarkReportTest(@TempDir Path folder) {
        this.folder = folder.resolve("new/report");
    }

    @Test
    void writesAPageThatNeedsNothingBesideIt() throws IOException {
        String page = written(3, QUICK, LARGE);

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("http://", "https://", "<script", "<link", "url(", "{{");
        assertThat(page.split("src=\"data:image/png;base64,", -1)).hasSize(1 + 4);
        assertThat(page.split("<img ", -1)).hasSize(1 + 4);
    }

    @Test
    void tellsTheFiguresOfEachBenchmarkBelowWhatItMeasures() throws IOException {
        String page = written(3, QUICK, LARGE);

        assertThat(page)
                .contains("<h2 id=\"quick\">quick</h2>", "How quick &lt;script&gt; is.")
                .contains(
                        "<th scope=\"row\">a &lt; b &amp; &quot;c&quot;</th><td>time</td>"
                                + "<td class=\"figure\">1.23</td><td class=\"figure\">1.10</td><td class=\"figure\">12</td><td>ms</td>")
                .containsSubsequence("How quick", "c to d", "0.76", "How large it grows.", "at the end", "454");
    }

    @Test
    void tellsWhereAndHowItWasMeasured() throws IOException {
        String page = written(3, QUICK);

        assertThat(page)
                .contains("How fast is Xraystream 1 &lt; 2 on this machine?", "23 November 2026, 11:36 UTC")
                .contains("200 pictures of nobody", "<td class=\"hash\">6000</td>", "<td class=\"hash\">7</td>")
                .contains(System.getProperty("java.runtime.version"))
                .doesNotContain(folder.toString());
    }

    @Test
    void saysThatASingleRoundTellsNoSpread() throws IOException {
        assertThat(written(1, QUICK)).contains("This was a single round");
        assertThat(written(3, QUICK)).doesNotContain("This was a single round");
    }

    @Test
    void leavesWhatWasMeasuredWhenTheRunIsCutOff() throws IOException {
        var report = new BenchmarkReport(folder, run(3, QUICK, LARGE));

        String early = Files.readString(report.add(QUICK, QUICK.measured()));
        String late = Files.readString(report.add(LARGE, LARGE.measured()));

        assertThat(early)
                .contains("run was not over or ended early: large.", "c to d")
                .doesNotContain("at the end");
        assertThat(late).contains("c to d", "at the end").doesNotContain("ended early");
    }

    @Test
    void putsThePictureOfEachChartBeside() throws IOException {
        written(3, QUICK, LARGE);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "measurements.jsonl",
                            "quick-ms.png",
                            "quick-ratios.png",
                            "large-mb.png",
                            "large-resident-memory-over-time.png");
        }
        assertThat(ImageIO.read(folder.resolve("quick-ms.png").toFile()).getWidth())
                .isEqualTo(1000);
    }

    @Test
    void keepsTheMeasurementsForPrograms() throws IOException {
        written(3, QUICK, LARGE);

        var mapper = new ObjectMapper();
        List<Map<?, ?>> read = Files.readAllLines(folder.resolve("measurements.jsonl")).stream()
                .<Map<?, ?>>map(line -> parse(mapper, line))
                .toList();
        assertThat(read).isEqualTo(List.of(FAST.asMap(), RATIO.asMap(), MEMORY.asMap()));
    }

    private static Map<?, ?> parse(ObjectMapper mapper, String line) {
        try {
            return mapper.readValue(line, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String written(int rounds, FixedBenchmark... benchmarks) throws IOException {
        var report = new BenchmarkReport(folder, run(rounds, benchmarks));
        for (FixedBenchmark benchmark : benchmarks) {
            report.add(benchmark, benchmark.measured());
        }
        return Files.readString(folder.resolve("report.html"));
    }

    private static BenchmarkRun run(int rounds, Benchmark... planned) {
        var workbench = new Workbench(
                List.of(),
                6000,
                rounds,
                Duration.ofMinutes(7),
                () -> {
                    throw new IllegalStateException("no broker is wanted");
                },
                what -> {});
        return new BenchmarkRun(
                Instant.parse("2026-11-23T11:36:00Z"),
                "Xraystream 1 < 2",
                "200 pictures of nobody",
                workbench,
                List.of(planned));
    }
}
