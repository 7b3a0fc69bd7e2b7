package org.xraystream.cli;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.xraystream.event.AuditAct;
import org.xraystream.recall.Recall;
import org.xraystream.recall.RecallResult;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes back what a version said. */
@Command(
        name = "recall",
        description = {
            "Replaces every diagnosis that a version made by what the champion makes of the scan. Where the scan is no"
                    + " longer kept or accepted, the new diagnosis leaves it to a person.",
            "Put another champion in force first (`models rollback`). May be run again, after an interruption too: what"
                    + " was replaced before is passed over."
        })
final class ModelRecallCommand implements Callable<Integer> {
    private static final Table TABLE = Table.of(
            new Table.Column("VERSION", 24),
            new Table.Column("BY", 24),
            new Table.Column("LISTED", 7),
            new Table.Column("BEFORE", 7),
            new Table.Column("READ AGAIN", 11),
            new Table.Column("CHANGED", 8),
            new Table.Column("TO A PERSON", 0));

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "VERSION", description = "The version to recall.")
    private String version = "";

    ModelRecallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (OpenCluster open = cluster.open(terminal)) {
            RecallResult result = Recall.byChampionInForce(
                    open.connection(),
                    open.registry(),
                    ContentFetcher.from(open.settings(), Topics.LARGEST_RECORD),
                    Clock.systemUTC(),
                    version);
            open.audit(OpenCluster.USER, AuditAct.RECALL, version, "replaced by " + result.by());
            print(result);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK;
    }

    private void print(RecallResult result) {
        var object = new LinkedHashMap<String, Object>();
        object.put("version", result.version());
        object.put("by", result.by());
        object.put("listed", result.listed());
        object.put("amendedBefore", result.amendedBefore());
        object.put("readAgain", result.readAgain());
        object.put("changed", result.changed());
        object.put("leftToAPerson", result.leftToAPerson());
        output.printer(terminal, TABLE)
                .print(
                        object,
                        List.of(
                                result.version(),
                                result.by(),
                                Integer.toString(result.listed()),
                                Integer.toString(result.amendedBefore()),
                                Integer.toString(result.readAgain()),
                                Integer.toString(result.changed()),
                                Integer.toString(result.leftToAPerson())));
        if (result.listed() == 0) {
            terminal.note("No diagnosis was made by model " + result.version());
        }
    }
}
