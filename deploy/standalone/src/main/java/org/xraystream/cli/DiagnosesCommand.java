package org.xraystream.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.xraystream.reconciliation.Reconciler;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what became of the scans: diagnoses and rejections, in the order of their time. */
@Command(
        name = "diagnoses",
        description = {
            "Shows diagnoses and rejections, oldest first.",
            "With --reconcile it shows instead, by the hour, whether every scan has exactly one outcome:"
                    + " scans = diagnosed + rejected + dead letters + repeated. Fails if one has none, or two."
        })
final class DiagnosesCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--follow", description = "Go on with what is still to come, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--reconcile", description = "Account for every scan of the last eight days.")
    private boolean reconcile;

    @Option(
            names = "--application",
            paramLabel = "ID",
            description = "application.id of the stream-app to reconcile (default: ${DEFAULT-VALUE}).")
    private String application = "xraystream";

    DiagnosesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return reconcile ? reconcile() : show();
    }

    private int reconcile() throws InterruptedException {
        try (OpenCluster open = cluster.open(terminal);
                var reconciler = new Reconciler(open.connection(), open.registry(), application, Clock.systemUTC())) {
            reconciler.round();
            Reconciliation account = reconciler.round();
            if (!account.balances()) {
                // An outcome may become visible a moment after the offset that says it is there.
                Thread.sleep(PATIENCE.toMillis());
                account = reconciler.round();
            }
            ReconcileReport.print(account, output.printer(terminal, ReconcileReport.TABLE));
            account.unanswered()
                    .forEach(scan -> terminal.error("scan " + scan.scanId() + ", partition " + scan.partition()
                            + " offset " + scan.offset() + ", has no outcome"));
            account.answeredTwice().forEach(scanId -> terminal.error("scan " + scanId + " has more than one outcome"));
            return account.balances() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private int show() throws InterruptedException {
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
