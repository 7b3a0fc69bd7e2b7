package org.xraystream.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What may be asked and done about models; alone, it lists the releases. */
@Command(
        name = "models",
        description = {
            "Lists the releases of models, shows one, releases one, approves one that waits, goes back to an earlier one,"
                    + " or takes back what one has said. Without a command of its own it lists them.",
            "The model shipped with the software serves until the first release and is not listed."
        })
final class ModelsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private ModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** This command with those below it. */
    static CommandLine in(Terminal terminal) {
        return new CommandLine(new ModelsCommand(terminal))
                .addSubcommand(new ModelListCommand(terminal))
                .addSubcommand(new ModelShowCommand(terminal))
                .addSubcommand(new ModelReleaseCommand(terminal))
                .addSubcommand(new ModelApproveCommand(terminal))
                .addSubcommand(new ModelRollbackCommand(terminal))
                .addSubcommand(new ModelRecallCommand(terminal));
    }

    @Override
    public Integer call() throws InterruptedException {
        return ModelListCommand.list(terminal, cluster, output);
    }
}
