package org.xraystream.benchmark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Measured;
import org.xraystream.benchmark.Measurement;
import org.xraystream.report.Chart;
import org.xraystream.report.ReportFolder;

/**
 * The report of a run: {@code report.html}, its charts as {@code .png}, and {@code measurements.jsonl} for programs.
 * It is rewritten after each benchmark, so that a run that is cut off leaves what it measured. For one thread.
 */
public final class BenchmarkReport {

    private static final String MEASUREMENTS = "measurements.jsonl";

    private final ObjectMapper mapper = new ObjectMapper();
    private final ReportFolder folder;
    private final BenchmarkPage page;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    /** Writes nothing yet. */
    public BenchmarkReport(Path folder, BenchmarkRun run) {
        this.folder = new ReportFolder(folder);
        this.page = new BenchmarkPage(run, Machine.current());
    }

    /** Writes the report anew, with what this benchmark found; the page. */
    public Path add(Benchmark benchmark, Measured measured) throws IOException {
        // First what cannot be had again, then what is made of it.
        measurements.addAll(measured.measurements());
        folder.replace(MEASUREMENTS, lines().getBytes(StandardCharsets.UTF_8));
        sections.add(Section.of(benchmark, measured));
        List<Chart> charts =
                sections.stream().flatMap(section -> section.charts().stream()).toList();
        return folder.write(page.html(sections), charts);
    }

    private String lines() throws JsonProcessingException {
        var lines = new StringBuilder();
        for (Measurement measurement : measurements) {
            lines.append(mapper.writeValueAsString(measurement.asMap())).append('\n');
        }
        return lines.toString();
    }
}
