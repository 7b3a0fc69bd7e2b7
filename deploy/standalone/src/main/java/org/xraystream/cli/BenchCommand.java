package org.xraystream.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.xraystream.benchmark.Measurement;
import org.xraystream.benchmark.StreamBenchmark;
import org.xraystream.demo.ImageSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the product on this machine. */
@Command(
        name = "bench",
        description = "Measures how many scans a second the stream-app reads, beside a plain loop over the same calls.")
final class BenchCommand implements Callable<Integer> {
    private static final Table TABLE = Table.of(
            new Table.Column("CASE", 40),
            new Table.Column("METRIC", 11),
            new Table.Column("MEDIAN", 10),
            new Table.Column("LOWEST", 10),
            new Table.Column("HIGHEST", 10),
            new Table.Column("UNIT", 0));

    private final Terminal terminal;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ImageSourceOption source = new ImageSourceOption();

    @Option(names = "--count", paramLabel = "N", description = "Scans in each run (default: ${DEFAULT-VALUE}).")
    private int count = 6000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often all is measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (count < 10 || rounds < 1) {
            throw new CommandFailure("--count must be at least 10 and --rounds at least 1");
        }
        ImageSource images = source.open();
        terminal.note("Measuring with " + images.description());
        ResultPrinter printer = output.printer(terminal, TABLE);
        for (Measurement measured : new StreamBenchmark(images, count, rounds, terminal::note).run()) {
            printer.print(
                    measured.asMap(),
                    List.of(
                            measured.subject(),
                            measured.metric(),
                            figure(measured.value()),
                            figure(measured.low()),
                            figure(measured.high()),
                            measured.unit()));
        }
        return ExitCode.OK;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
