package org.xraystream.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Benchmarks;
import org.xraystream.benchmark.Figures;
import org.xraystream.benchmark.ImageKind;
import org.xraystream.benchmark.Measured;
import org.xraystream.benchmark.Measurement;
import org.xraystream.benchmark.RunningBroker;
import org.xraystream.benchmark.Workbench;
import org.xraystream.benchmark.report.BenchmarkRun;
import org.xraystream.cluster.Cluster;
import org.xraystream.demo.ImageSource;
import org.xraystream.image.EncodedImage;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the product on this machine. */
@Command(
        name = "bench",
        description = "Measures the product on this machine; what is compared is measured in one run, in turns.")
final class BenchCommand implements Callable<Integer> {

    private static final int IMAGES = 200;
    /** Fewer where they are large, so that the heap has room for more than them; bytes. */
    private static final long ENOUGH = 200L << 20;

    private static final Table TABLE = Table.of(
            new Table.Column("BENCHMARK", 9),
            new Table.Column("CASE", 54),
            new Table.Column("METRIC", 11),
            new Table.Column("MEDIAN", 8),
            new Table.Column("LOWEST", 8),
            new Table.Column("HIGHEST", 8),
            new Table.Column("UNIT", 0));

    private final Terminal terminal;
    private final List<Benchmark> benchmarks;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ImageSourceOption source = new ImageSourceOption();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which to run (default: all).")
    private List<String> names = List.of();

    @Option(names = "--count", paramLabel = "N", description = "Scans in each run (default: ${DEFAULT-VALUE}).")
    private int count = 6000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often all is measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "How long memory is watched (default: ${DEFAULT-VALUE}).")
    private int minutes = 6;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description =
                    "What the images are turned into first: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ImageKind kind = ImageKind.AS_THEY_ARE;

    @Mixin
    private final BenchReportOption reportOption = new BenchReportOption();

    BenchCommand(Terminal terminal) {
        this(terminal, Benchmarks.all());
    }

    BenchCommand(Terminal terminal, List<Benchmark> benchmarks) {
        this.terminal = terminal;
        this.benchmarks = List.copyOf(benchmarks);
    }

    /** The help names every benchmark as it describes itself. */
    @Spec
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(Stream.concat(
                                Arrays.stream(spec.usageMessage().description()),
                                benchmarks.stream()
                                        .map(one -> String.format("  %-8s %s", one.name(), one.description())))
                        .toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        if (count < 10 || rounds < 1 || minutes < 1) {
            throw new CommandFailure("--count must be at least 10, --rounds and --minutes at least 1");
        }
        List<Benchmark> chosen = chosen();
        reportOption.requireWritable();
        ImageSource images = source.open();
        terminal.note("Measuring with " + images.description());
        var workbench = new Workbench(
                taken(images), count, rounds, Duration.ofMinutes(minutes), BenchCommand::broker, terminal::note);
        ResultPrinter printer = output.printer(terminal, TABLE);
        BenchReportOption.Reporter report = reportOption.reporter(
                terminal,
                new BenchmarkRun(Instant.now(), Xraystream.version(), words(images, workbench), workbench, chosen));
        for (Benchmark benchmark : chosen) {
            terminal.note(benchmark.name() + ": " + benchmark.description());
            Measured measured = benchmark.run(workbench);
            measured.measurements().forEach(measurement -> print(printer, measurement));
            report.add(benchmark, measured);
        }
        return ExitCode.OK;
    }

    private List<Benchmark> chosen() {
        Map<String, Benchmark> byName =
                benchmarks.stream().collect(Collectors.toMap(Benchmark::name, benchmark -> benchmark));
        for (String name : names) {
            if (!byName.containsKey(name)) {
                throw new CommandFailure("there is no benchmark " + name + ", only "
                        + benchmarks.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
            }
        }
        return names.isEmpty()
                ? benchmarks
                : names.stream().distinct().map(byName::get).toList();
    }

    private List<EncodedImage> taken(ImageSource images) throws IOException {
        var taken = new ArrayList<EncodedImage>();
        long bytes = 0;
        while (taken.size() < Math.min(IMAGES, count) && bytes < ENOUGH) {
            EncodedImage image = kind.of(images.next().image());
            bytes += image.content().length;
            taken.add(image);
        }
        return taken;
    }

    /** Without the folder's name, which others need not know. */
    private String words(ImageSource images, Workbench workbench) {
        String origin = source.folder().isPresent() ? "radiographs from a folder" : images.description();
        String as = kind == ImageKind.AS_THEY_ARE ? "" : ", as " + kind;
        return workbench.images().size() + " " + origin + as;
    }

    private static RunningBroker broker() {
        Cluster cluster = Cluster.startTemporary();
        Settings settings = Settings.of(cluster.addresses());
        return new RunningBroker() {
            @Override
            public Settings settings() {
                return settings;
            }

            @Override
            public void close() {
                cluster.close();
            }
        };
    }

    private static void print(ResultPrinter printer, Measurement measured) {
        printer.print(
                measured.asMap(),
                List.of(
                        measured.benchmark(),
                        measured.subject(),
                        measured.metric(),
                        Figures.inWords(measured.value()),
                        Figures.inWords(measured.low()),
                        Figures.inWords(measured.high()),
                        measured.unit()));
    }
}
