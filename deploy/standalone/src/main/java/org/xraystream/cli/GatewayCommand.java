package org.xraystream.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What connects Xraystream with a hospital's machines and record systems. */
@Command(
        name = "gateway",
        description = "Runs a gateway between the cluster and the hospital until Ctrl-C.",
        synopsisSubcommandLabel = "COMMAND")
final class GatewayCommand {

    private GatewayCommand() {}

    /** This command with those below it. */
    static CommandLine in(Terminal terminal) {
        return new CommandLine(new GatewayCommand())
                .addSubcommand(new GatewayModalityCommand(terminal))
                .addSubcommand(new GatewayEhrCommand(terminal));
    }
}
