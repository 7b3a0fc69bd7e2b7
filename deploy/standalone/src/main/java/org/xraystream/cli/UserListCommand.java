package org.xraystream.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the users. */
@Command(name = "list", description = "Lists who may sign in, and what they may do.")
final class UserListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final UserFiles file = new UserFiles();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    UserListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return UsersCommand.list(terminal, file, output);
    }
}
