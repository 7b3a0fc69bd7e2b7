package org.xraystream.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Option;

/** Which cluster a command speaks to: the one that {@code up} runs on this machine, or any other. */
final class ClusterOptions {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final String BOOTSTRAP = "kafka.bootstrap.servers";
    private static final String REGISTRY = "registry.url";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The Kafka brokers; otherwise those of a running `xraystream up`.")
    private Optional<String> bootstrap = Optional.empty();

    @Option(names = "--registry", paramLabel = "URL", description = "The schema registry, in Confluent's API.")
    private Optional<String> registry = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file; kafka.* and registry.* reach the Kafka and registry clients as they are.")
    private Optional<Path> config = Optional.empty();

    /**
     * All settings: those of the running cluster, overruled by the environment ({@code XRAYSTREAM_*}), the file and the
     * options, the latter most of all.
     */
    Settings settings(Terminal terminal) {
        var chosen = new HashMap<String, String>();
        new RunningCluster(Home.in(terminal.environment()).runningCluster())
                .settings()
                .ifPresent(chosen::putAll);
        chosen.putAll(fromEnvironment(terminal));
        config.ifPresent(file -> chosen.putAll(Settings.read(file)));
        bootstrap.ifPresent(servers -> chosen.put(BOOTSTRAP, servers));
        registry.ifPresent(url -> chosen.put(REGISTRY, url));
        if (!chosen.containsKey(BOOTSTRAP) || !chosen.containsKey(REGISTRY)) {
            throw new CommandFailure("no cluster is known: start one with `xraystream up`, or give --bootstrap and"
                    + " --registry, or a --config file with " + BOOTSTRAP + " and " + REGISTRY);
        }
        return Settings.of(chosen);
    }

    private static Map<String, String> fromEnvironment(Terminal terminal) {
        return Settings.load(terminal.environment()).below("");
    }

    /** Connects, and makes sure that a broker answers. */
    OpenCluster open(Terminal terminal) throws InterruptedException {
        Settings settings = settings(terminal);
        Connection connection = Connection.from(settings);
        OpenCluster.requireBroker(connection);
        return new OpenCluster(settings, connection, connection.schemaRegistry(REGISTRY_PATIENCE));
    }
}
