package org.xraystream.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.xraystream.cluster.Cluster;
import org.xraystream.cluster.Services;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.StreamApp;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything on this machine until it is told to stop. */
@Command(
        name = "up",
        description = "Runs broker, registry and services on this machine until Ctrl-C; data is kept over restarts.")
final class UpCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Home home;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where data is kept (default: ~/.xraystream/data).")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--broker-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}; 0 for any.")
    private int brokerPort = 9092;

    @Option(names = "--registry-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}; 0 for any.")
    private int registryPort = 8081;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Health and metrics of the classifier. Default: ${DEFAULT-VALUE}.")
    private int httpPort = StreamApp.DEFAULT_PORT;

    @Option(
            names = "--trainer-port",
            paramLabel = "PORT",
            description = "Health and metrics of the trainer. Default: ${DEFAULT-VALUE}.")
    private int trainerPort = 8082;

    @Mixin
    private final BesideGateways gateways = new BesideGateways();

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
        this.home = Home.in(terminal.environment());
    }

    @Override
    public Integer call() throws InterruptedException {
        gateways.requireSense();
        Path data = dataDirectory.orElseGet(home::dataDirectory).toAbsolutePath();
        FileLogging.to(data.resolve("xraystream.log"));
        terminal.note("Starting broker and registry ...");
        var ending = new OrderlyEnd(terminal);
        try (ending) {
            Cluster cluster = ending.closing(Cluster.start(data, brokerPort, registryPort));
            terminal.note("Starting classifier and trainer ...");
            Settings given = Settings.load(terminal.environment());
            LocalAccess access = LocalAccess.in(home, given);
            Services services = ending.closing(Services.start(
                    cluster, given.with(access.settings()), data.resolve("streams"), httpPort, trainerPort));
            describe(cluster, services, data);
            gateways.start(terminal, cluster, given, data, ending);
            var note = new RunningCluster(home.runningCluster());
            note.announce(cluster.addresses());
            ending.closing(note::withdraw);
            access.note().ifPresent(terminal.out()::println);
            terminal.note("Running; Ctrl-C stops. In another terminal: xraystream publish PATH, xraystream diagnoses");
            return await(cluster, ending);
        }
    }

    private void describe(Cluster cluster, Services services, Path data) {
        terminal.out().println("Broker      " + cluster.bootstrapServers());
        terminal.out().println("Registry    " + cluster.registryUrl());
        terminal.out()
                .println("Classifier  http://127.0.0.1:" + services.streamApp().port() + "/health/ready, /metrics");
        terminal.out()
                .println("Trainer     http://127.0.0.1:" + services.trainer().port() + "/health/ready, /metrics");
        terminal.out()
                .println("Reading room http://127.0.0.1:" + services.streamApp().port() + "/");
        terminal.out().println("Model       " + services.streamApp().modelVersion());
        terminal.out().println("Data        " + data);
    }

    /** Waits for a part to end, which none should do before it is told to. */
    private int await(Cluster cluster, OrderlyEnd ending) {
        CompletableFuture.anyOf(
                        cluster.processes().stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .join();
        if (ending.isUnderWay()) {
            return ExitCode.OK;
        }
        throw new CommandFailure("the broker or the registry ended by itself; their logs lie in the data folder");
    }
}
