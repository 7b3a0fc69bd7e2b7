package org.xraystream.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every gateway is told on the command line, and how it runs there until it is told to stop. */
final class GatewayOptions {

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where state and log are kept (default: ~/.xraystream/data).")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", description = "Health and metrics. Default: ${DEFAULT-VALUE}.")
    private int httpPort;

    /** Options of a gateway that answers at this port unless told another. */
    GatewayOptions(int defaultPort) {
        this.httpPort = defaultPort;
    }

    /** A gateway that runs. */
    interface Start {
        /** Starts it, to be closed by {@code ending}; gives its port. */
        int with(OrderlyEnd ending) throws InterruptedException;
    }

    /** Where it keeps what it must not forget. */
    Path data(Terminal terminal) {
        return dataDirectory
                .orElseGet(() -> Home.in(terminal.environment()).dataDirectory())
                .toAbsolutePath();
    }

    /** The cluster's settings, with those that the gateway was given. */
    Settings settings(Terminal terminal, Map<String, String> given) {
        var own = new HashMap<>(given);
        own.put("http.port", Integer.toString(httpPort));
        own.put("http.host", "127.0.0.1");
        return cluster.settings(terminal).with(own);
    }

    /** Runs it until Ctrl-C. */
    int run(Terminal terminal, String log, Start start) throws InterruptedException {
        FileLogging.to(data(terminal).resolve(log));
        var stopped = new CountDownLatch(1);
        try (var ending = new OrderlyEnd(terminal)) {
            ending.closing(stopped::countDown);
            int port = start.with(ending);
            terminal.out().println("Health      http://127.0.0.1:" + port + "/health/ready, /metrics");
            terminal.note("Running; Ctrl-C stops.");
            stopped.await();
        }
        return ExitCode.OK;
    }
}
