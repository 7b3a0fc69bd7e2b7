package org.xraystream.benchmark.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Workbench;
import org.xraystream.report.PageTemplate;

/** The report as one page of HTML that needs nothing beside it. */
final class BenchmarkPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final BenchmarkRun run;
    private final Machine machine;

    BenchmarkPage(BenchmarkRun run, Machine machine) {
        this.run = run;
        this.machine = machine;
    }

    /** The page on the benchmarks that are done. */
    String html(List<Section> sections) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("version", run.version());
        page.put("started", TIME.format(run.startedAt()));
        page.put("missing", missing(sections));
        page.put("isSingleRound", run.workbench().rounds() == 1);
        page.put("conditions", conditions());
        page.put("sections", sections);
        return PageTemplate.of(BenchmarkPage.class, "report.html").fill(page);
    }

    private String missing(List<Section> sections) {
        List<String> done = sections.stream().map(Section::name).toList();
        return run.planned().stream()
                .map(Benchmark::name)
                .filter(name -> !done.contains(name))
                .collect(Collectors.joining(", "));
    }

    /** What the figures depend on. */
    record Condition(String name, String value) {}

    private List<Condition> conditions() {
        Workbench workbench = run.workbench();
        return List.of(
                new Condition("Processor", machine.processor()),
                new Condition("Cores", Integer.toString(machine.cores())),
                new Condition("Memory", machine.memory()),
                new Condition("Operating system", machine.system()),
                new Condition("Java", machine.java()),
                new Condition("Garbage collector", machine.collector()),
                new Condition("Options of the JVM", machine.options()),
                new Condition("Images", run.images()),
                new Condition("Scans in each run", Integer.toString(workbench.scans())),
                new Condition("Rounds", Integer.toString(workbench.rounds())),
                new Condition(
                        "Minutes that memory is watched",
                        Long.toString(workbench.soak().toMinutes())));
    }
}
