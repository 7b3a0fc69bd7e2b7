package org.xraystream.cli;

import java.util.concurrent.Callable;
import org.xraystream.service.access.Role;
import org.xraystream.service.access.User;
import org.xraystream.service.access.UserFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets somebody else sign in. */
@Command(name = "add", description = "Adds a user.")
final class UserAddCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final UserFiles file = new UserFiles();

    @Mixin
    private final NewPassword password = new NewPassword();

    @Parameters(paramLabel = "NAME", description = "1 to 64 small letters, digits or . _ @ -")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "VIEWER, READER or OPERATOR; several with commas between.")
    private String roles = "";

    UserAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return UserFiles.reading(() -> {
            UserFile users = file.open(terminal);
            NewPassword.Chosen chosen = password.choose();
            if (!users.add(new User(name, Role.listed(roles), chosen.hash()))) {
                throw new CommandFailure("there is a user " + name + " already: see users password and users remove");
            }
            UsersCommand.show(terminal, chosen);
            return ExitCode.OK;
        });
    }
}
