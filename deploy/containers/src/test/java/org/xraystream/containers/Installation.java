package org.xraystream.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.wait.strategy.Wait;

/** The compose file, up until it is closed, on ports that are not those of an installation in use. */
final class Installation implements AutoCloseable {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final int KAFKA_PORT = 19094;
    static final int REGISTRY_PORT = 18085;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Map<String, String> PORTS = Map.of(
            "KAFKA_PORT", String.valueOf(KAFKA_PORT),
            "REGISTRY_PORT", String.valueOf(REGISTRY_PORT),
            "STREAM_APP_PORT", "18080",
            "TRAINER_PORT", "18081",
            "STREAM_APP_METRICS_PORT", "19404",
            "TRAINER_METRICS_PORT", "19405");

    private final ComposeContainer compose;

    private Installation(ComposeContainer compose) {
        this.compose = compose;
    }

    /** Starts it; returns once both services are healthy. */
    static Installation start(Map<String, String> environment, String... files) {
        var compose = new ComposeContainer(Stream.of(files)
                        .map(file -> ROOT.resolve(file).toFile())
                        .toList())
                .withEnv(PORTS)
                .withEnv(environment)
                .waitingFor("stream-app", Wait.forHealthcheck().withStartupTimeout(PATIENCE))
                .waitingFor("trainer", Wait.forHealthcheck().withStartupTimeout(PATIENCE));
        compose.start();
        return new Installation(compose);
    }

    /** Runs a command in a service's container; its output, standard error too. */
    String run(String service, String command) throws InterruptedException {
        ContainerState container = compose.getContainerByServiceName(service).orElseThrow();
        try {
            var result = container.execInContainer("sh", "-c", command + " 2>&1");
            return result.getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program of the repository until it ends. */
    static void run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + said);
        }
    }

    @Override
    public void close() {
        compose.stop();
    }
}
