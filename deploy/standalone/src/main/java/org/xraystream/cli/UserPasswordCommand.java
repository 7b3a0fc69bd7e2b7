package org.xraystream.cli;

import java.util.concurrent.Callable;
import org.xraystream.service.access.User;
import org.xraystream.service.access.UserFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a user another password. */
@Command(name = "password", description = "Gives a user another password; sessions begun with the old one end at once.")
final class UserPasswordCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final UserFiles file = new UserFiles();

    @Mixin
    private final NewPassword password = new NewPassword();

    @Parameters(paramLabel = "NAME", description = "As `users list` prints it.")
    private String name = "";

    UserPasswordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return UserFiles.reading(() -> {
            UserFile users = file.open(terminal);
            User user = users.find(name).orElseThrow(() -> new CommandFailure("there is no user " + name));
            NewPassword.Chosen chosen = password.choose();
            if (!users.replace(user, new User(name, user.roles(), chosen.hash()))) {
                throw new CommandFailure("user " + name + " was changed at the same moment: look at users list");
            }
            UsersCommand.show(terminal, chosen);
            return ExitCode.OK;
        });
    }
}
