package org.xraystream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.xraystream.event.ModelRelease;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows why a model was let in or kept out. */
@Command(
        name = "show",
        description = {
            "Shows the newest release of a version: what has become of it and why, and how it compared with the champion"
                    + " of its time on the same images.",
            "Of each difference the 95%% interval is given, by child."
        })
final class ModelShowCommand implements Callable<Integer> {
    private static final Table FACTS = Table.of(new Table.Column("MODEL", 12), new Table.Column("", 0));
    private static final Table COMPARISONS = Table.of(
            new Table.Column("SET", 10),
            new Table.Column("IMAGES", 6),
            new Table.Column("SCORE", 12),
            new Table.Column("CHAMPION", 8),
            new Table.Column("MODEL", 8),
            new Table.Column("DIFFERENCE", 10),
            new Table.Column("95%", 0));

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "VERSION", description = "The version, as `models list` prints it.")
    private String version = "";

    ModelShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ShownRelease shown;
        try (OpenCluster open = cluster.open(terminal);
                var desk = open.releaseDesk(OpenCluster.USER)) {
            var history = desk.history();
            ModelRelease release = history.newest(version)
                    .orElseThrow(() -> new CommandFailure("no release of version " + version + " is known"));
            shown = new ShownRelease(release, history);
        }
        output.printer(terminal, FACTS).printRows(shown.object(), facts(shown));
        if (!output.isJson() && !shown.comparisonRows().isEmpty()) {
            terminal.out().println();
            terminal.out().println(COMPARISONS.heading());
            shown.comparisonRows().forEach(row -> terminal.out().println(COMPARISONS.row(row)));
        }
        return ExitCode.OK;
    }

    private static List<List<String>> facts(ShownRelease shown) {
        ModelRelease release = shown.release();
        var facts = new ArrayList<List<String>>();
        facts.add(List.of("version", release.getVersion()));
        facts.add(List.of("slot", shown.slot()));
        facts.add(List.of("released", release.getReleasedAt() + " by " + release.getReleasedBy()));
        facts.add(List.of("outcome", shown.outcome()));
        if (release.getChallenged() != null) {
            facts.add(List.of("challenged", release.getChallenged()));
            facts.add(List.of("learned from", release.getTrainedOn() + " labelled scans that the other had not seen"));
        }
        String heading = "reason";
        for (String part : release.getReason().split("; ", -1)) {
            facts.add(List.of(heading, part));
            heading = "";
        }
        return facts;
    }
}
