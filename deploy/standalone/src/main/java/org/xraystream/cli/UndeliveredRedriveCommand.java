package org.xraystream.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.xraystream.ehr.delivery.UndeliveredReports;
import org.xraystream.ehr.delivery.UndeliveredReports.Redrive;
import org.xraystream.event.AuditAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends refused reports once more. */
@Command(
        name = "redrive",
        description = {
            "Sends reports once more to the record system that refused them, and to no other: each at most once.",
            "One that a later report of its scan has replaced is not sent."
        })
final class UndeliveredRedriveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--by", paramLabel = "ACCOUNT", description = "Who wants it (default: the login name).")
    private String account = OpenCluster.USER;

    @Parameters(arity = "1..*", paramLabel = "REPORT", description = "The reports, as `undelivered` lists them: 2/17.")
    private List<String> reports = new ArrayList<>();

    UndeliveredRedriveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (OpenCluster open = cluster.open(terminal)) {
            var undelivered = new UndeliveredReports(open.connection(), Clock.systemUTC());
            int refused = 0;
            for (String report : reports) {
                Redrive outcome = undelivered.redrive(report, account);
                if (outcome == Redrive.SENT) {
                    open.audit(account, AuditAct.REDRIVE, "undelivered/" + report, "sent once more");
                    terminal.note(report + " sent once more");
                } else {
                    terminal.error(report + ": " + said(outcome));
                    refused++;
                }
            }
            return refused == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private static String said(Redrive outcome) {
        return switch (outcome) {
            case SENT -> "sent";
            case ALREADY_SENT -> "was sent once more before";
            case REPLACED -> "a later report of its scan has replaced it";
            case NO_SUCH_REPORT -> "there is no such report";
        };
    }
}
