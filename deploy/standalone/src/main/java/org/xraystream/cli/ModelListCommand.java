package org.xraystream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.xraystream.event.ModelRelease;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.release.ReleaseHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Lists the releases of models. */
@Command(
        name = "list",
        description = {
            "Lists the releases of models, oldest first. The newest of a slot is in force, unless the services refused it;"
                    + " /health/ready of each says which model it serves.",
            "The model shipped with the software serves until the first release and is not listed."
        })
final class ModelListCommand implements Callable<Integer> {
    private static final Table TABLE = Table.of(
            new Table.Column("SLOT", 8),
            new Table.Column("VERSION", 24),
            new Table.Column("RELEASED", 20),
            new Table.Column("NEWEST", 6),
            new Table.Column("SCORES", 40),
            new Table.Column("REASON", 0));

    /** What a person looks at first; programs get all. */
    private static final List<String> SHOWN_SCORES = List.of("auc", "sensitivity", "specificity");

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return list(terminal, cluster, output);
    }

    static int list(Terminal terminal, ClusterOptions cluster, OutputOptions output) throws InterruptedException {
        var shown = new ArrayList<ShownRelease>();
        try (OpenCluster open = cluster.open(terminal);
                var desk = open.releaseDesk(OpenCluster.USER)) {
            ReleaseHistory history = desk.history();
            history.releases().forEach(release -> shown.add(new ShownRelease(release, history)));
        }
        if (shown.isEmpty()) {
            terminal.note("No model has been released; the one shipped with the software serves: "
                    + ModelBundle.shipped().manifest().version());
        }
        ResultPrinter printer = output.printer(terminal, TABLE);
        shown.forEach(release -> printer.print(release.object(), cells(release)));
        return ExitCode.OK;
    }

    private static List<String> cells(ShownRelease shown) {
        ModelRelease release = shown.release();
        String scores = SHOWN_SCORES.stream()
                .filter(release.getScores()::containsKey)
                .map(name -> String.format(
                        Locale.ROOT, "%s %.3f", name, release.getScores().get(name)))
                .collect(Collectors.joining(", "));
        return List.of(
                shown.slot(),
                release.getVersion(),
                release.getReleasedAt().toString(),
                shown.isNewest() ? "yes" : "",
                scores,
                (shown.awaitsApproval() ? "waits for approval; " : "") + release.getReason());
    }
}
