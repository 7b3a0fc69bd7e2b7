package org.xraystream.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.xraystream.service.access.Role;
import org.xraystream.service.access.User;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Who may sign in where no identity provider says so; alone, it lists them. */
@Command(
        name = "users",
        description = {
            "Says who may sign in: lists, adds and removes users of a file and gives them new passwords. Without a command of"
                    + " its own it lists them. Running services take a change at once; a new password ends the old sessions.",
            "Roles: VIEWER looks, READER also labels, OPERATOR also approves, rolls back and recalls models and redrives."
        })
final class UsersCommand implements Callable<Integer> {
    private static final Table TABLE = Table.of(new Table.Column("NAME", 24), new Table.Column("ROLES", 0));

    private final Terminal terminal;

    @Mixin
    private final UserFiles file = new UserFiles();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private UsersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** This command with those below it. */
    static CommandLine in(Terminal terminal) {
        return new CommandLine(new UsersCommand(terminal))
                .addSubcommand(new UserListCommand(terminal))
                .addSubcommand(new UserAddCommand(terminal))
                .addSubcommand(new UserRemoveCommand(terminal))
                .addSubcommand(new UserPasswordCommand(terminal));
    }

    @Override
    public Integer call() {
        return list(terminal, file, output);
    }

    static int list(Terminal terminal, UserFiles file, OutputOptions output) {
        List<User> users =
                UserFiles.reading(() -> List.copyOf(file.open(terminal).users()));
        if (users.isEmpty()) {
            terminal.note("Nobody may sign in yet; `up` makes the first user, `users add` any other.");
        }
        ResultPrinter printer = output.printer(terminal, TABLE);
        users.forEach(user -> printer.print(object(user), List.of(user.name(), Role.list(user.roles()))));
        return ExitCode.OK;
    }

    private static Map<String, Object> object(User user) {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", user.name());
        object.put("roles", user.roles().stream().sorted().map(Role::name).toList());
        return object;
    }

    /** Says a password that was drawn, once. */
    static void show(Terminal terminal, NewPassword.Chosen password) {
        password.toShow().ifPresent(text -> {
            terminal.note("The password, shown this once:");
            terminal.out().println(text);
        });
    }
}
