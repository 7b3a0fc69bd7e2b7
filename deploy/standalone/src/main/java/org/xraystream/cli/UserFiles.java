package org.xraystream.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.xraystream.service.access.UserFile;
import picocli.CommandLine.Option;

/** Which file of users a command is about. */
final class UserFiles {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The file of users, as access.users names it to the services (default: that of `up`).")
    private Optional<Path> file = Optional.empty();

    UserFile open(Terminal terminal) {
        return new UserFile(file.orElseGet(() -> Home.in(terminal.environment()).users()));
    }

    /** Does something with a file, and says in one line what is wrong with it. */
    static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
