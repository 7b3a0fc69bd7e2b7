package org.xraystream.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.xraystream.event.AuditAct;
import org.xraystream.event.ModelRelease;
import org.xraystream.service.release.ReleaseRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes an earlier champion champion again. */
@Command(
        name = "rollback",
        description = {
            "Makes an earlier champion champion again: every running instance takes it at once.",
            "Without a version the one before the present champion; asked twice, it goes two steps back. Before the first"
                    + " release stands the model shipped with the software."
        })
final class ModelRollbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ActorOptions actor = new ActorOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Which champion to go back to, as `models list` prints it.")
    private Optional<String> version = Optional.empty();

    ModelRollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ReleaseRefusedException, InterruptedException {
        try (OpenCluster open = cluster.open(terminal);
                var desk = open.releaseDesk(actor.account())) {
            ModelRelease release = desk.rollback(version, actor.reason());
            open.audit(actor.account(), AuditAct.ROLLBACK, release.getVersion(), release.getReason());
            return ReleaseDone.print(release, terminal, output);
        }
    }
}
