package org.xraystream.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets somebody sign in no more. */
@Command(name = "remove", description = "Removes a user, whose sessions end at once.")
final class UserRemoveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final UserFiles file = new UserFiles();

    @Parameters(paramLabel = "NAME", description = "As `users list` prints it.")
    private String name = "";

    UserRemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!UserFiles.reading(() -> file.open(terminal).remove(name))) {
            throw new CommandFailure("there is no user " + name);
        }
        return ExitCode.OK;
    }
}
