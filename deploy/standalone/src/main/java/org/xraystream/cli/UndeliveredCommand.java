package org.xraystream.cli;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.xraystream.ehr.delivery.UndeliveredReports;
import org.xraystream.ehr.delivery.UndeliveredReports.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Lists the reports that record systems refused. */
@Command(
        name = "undelivered",
        description = {
            "Lists the reports that a record system refused, oldest first: which system, why, and whether one was sent"
                    + " once more (`undelivered redrive`)."
        })
final class UndeliveredCommand implements Callable<Integer> {
    private static final Table TABLE = Table.of(
            new Table.Column("REPORT", 8),
            new Table.Column("REFUSED", 24),
            new Table.Column("SCAN", 44),
            new Table.Column("BY", 5),
            new Table.Column("SENT ONCE MORE", 24),
            new Table.Column("REASON", 0));

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private UndeliveredCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** This command with the one below it. */
    static CommandLine in(Terminal terminal) {
        return new CommandLine(new UndeliveredCommand(terminal)).addSubcommand(new UndeliveredRedriveCommand(terminal));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (OpenCluster open = cluster.open(terminal)) {
            List<Refusal> refusals = new UndeliveredReports(open.connection(), Clock.systemUTC()).list();
            if (refusals.isEmpty()) {
                terminal.note("No record system has refused a report.");
            }
            ResultPrinter printer = output.printer(terminal, TABLE);
            refusals.forEach(refusal -> printer.print(object(refusal), cells(refusal)));
            return ExitCode.OK;
        }
    }

    private static Map<String, Object> object(Refusal refusal) {
        var object = new LinkedHashMap<String, Object>();
        object.put("report", refusal.id());
        object.put("refusedAt", refusal.at().toString());
        object.put("scanId", refusal.scanId());
        object.put("destination", refusal.destination());
        object.put("reason", refusal.reason());
        refusal.redriven().ifPresent(at -> object.put("redrivenAt", at.toString()));
        return object;
    }

    private static List<String> cells(Refusal refusal) {
        return List.of(
                refusal.id(),
                refusal.at().toString(),
                refusal.scanId(),
                refusal.destination(),
                refusal.redriven().map(Object::toString).orElse("no"),
                refusal.reason());
    }
}
