package org.xraystream.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.xraystream.provision.ClusterUser;
import org.xraystream.provision.Provision;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a cluster ready for the product, once and again after an update. */
@Command(
        name = "provision",
        description = {
            "Makes a cluster ready: creates the topics that are missing, and has the registry refuse schemas by which older"
                    + " events could not be read.",
            "With --users it also makes accounts (SCRAM-SHA-512), each with the rights that it needs and no other."
        })
final class ProvisionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "Properties file of accounts and passwords: stream-app, trainer, modality, records, operator.")
    private Optional<Path> users = Optional.empty();

    ProvisionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<ClusterUser, String> passwords =
                users.map(ProvisionCommand::passwords).orElse(Map.of());
        try (OpenCluster open = cluster.open(terminal);
                var admin = Admin.create(open.connection().clientSettings())) {
            var provision = new Provision(admin);
            provision.topics();
            terminal.note(Topics.all().size() + " topics are there");
            if (!passwords.isEmpty()) {
                provision.users(passwords);
                terminal.note(passwords.size() + " users have their rights");
            }
            open.registry().demandCompatibility();
            terminal.note("the registry keeps schemas compatible");
        }
        return ExitCode.OK;
    }

    private static Map<ClusterUser, String> passwords(Path file) {
        var passwords = new LinkedHashMap<ClusterUser, String>();
        Settings.read(file).forEach((name, password) -> {
            ClusterUser user = ClusterUser.named(name)
                    .orElseThrow(() -> new CommandFailure(file + ": there is no use for a user " + name + ", only for "
                            + ClusterUser.all().stream().map(ClusterUser::name).collect(Collectors.joining(", "))));
            if (password.isBlank()) {
                throw new CommandFailure(file + ": " + name + " has no password");
            }
            passwords.put(user, password);
        });
        return passwords;
    }
}
