package org.xraystream.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what became of the scans: diagnoses and rejections, in the order of their time. */
@Command(name = "diagnoses", description = "Shows diagnoses and rejections, oldest first.")
final class DiagnosesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--follow", description = "Go on with what is still to come, until Ctrl-C.")
    private boolean follow;

    DiagnosesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ResultPrinter printer = output.printer(terminal, ScanOutcome.TABLE);
        var outcomes = new ArrayList<ScanOutcome>();
        try (OpenCluster open = cluster.open(terminal);
                var reader = new EventReader(open)) {
            reader.on(Topics.DIAGNOSES, diagnosis -> outcomes.add(ScanOutcome.of(diagnosis)))
                    .on(Topics.REJECTIONS, rejection -> outcomes.add(ScanOutcome.of(rejection)))
                    .readToEnd();
            printAndForget(outcomes, printer);
            if (follow) {
                reader.follow(() -> printAndForget(outcomes, printer));
            }
        }
        return ExitCode.OK;
    }

    private static void printAndForget(List<ScanOutcome> outcomes, ResultPrinter printer) {
        outcomes.sort(Comparator.comparing(ScanOutcome::at));
        outcomes.forEach(outcome -> printer.print(outcome.object(), outcome.cells()));
        outcomes.clear();
    }
}
