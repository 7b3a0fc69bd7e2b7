package org.xraystream.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A schema registry (Apicurio, Confluent's API, loopback only, no security) in a JVM of its own. Schemas survive a
 * restart and {@link #kill()}. Compatibility is BACKWARD_TRANSITIVE unless a subject says otherwise.
 */
public final class RegistryProcess implements AutoCloseable {
    /** System property naming the folder of the unpacked registry, where it does not lie beside our own classes. */
    public static final String HOME_PROPERTY = "xraystream.registry.home";

    private static final String RUNNER = "apicurio-registry-app-*-runner.jar";
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final ChildJvm child;
    private final int port;

    private RegistryProcess(ChildJvm child, int port) {
        this.child = child;
        this.port = port;
    }

    /**
     * Starts a registry and waits until it answers.
     *
     * @param directory where its schemas and {@code registry.log} are kept; made if missing
     * @param port where clients shall connect, or 0 for any free port
     * @throws ClusterException if the port is taken, the folder is in use, the registry's distribution is missing, or
     *     the registry does not come up in a minute
     */
    public static RegistryProcess start(Path directory, int port) {
        Path home = directory.toAbsolutePath();
        int chosen = LocalPort.claim("registry", port);
        var program = new ChildJvm.Program(
                "registry",
                "io.quarkus.runner.GeneratedMain",
                runner().toString(),
                jvmOptions(home, chosen),
                List.of(),
                home.resolve("registry.log"));
        ChildJvm child = ChildJvm.start(program);
        var registry = new RegistryProcess(child, chosen);
        Readiness.await(child, () -> LocalPort.isOpen(chosen) && registry.demandsCompatibility());
        return registry;
    }

    private static List<String> jvmOptions(Path home, int port) {
        return List.of(
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.log.level=WARN",
                // Without WRITE_DELAY=0 a kill loses the newest schemas, and then their topics cannot be read.
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + home.resolve("schemas") + ";WRITE_DELAY=0",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.datasource.jdbc.min-size=1",
                "-Dquarkus.datasource.jdbc.max-size=5");
    }

    private static Path runner() {
        Path home = Path.of(System.getProperty(
                HOME_PROPERTY, ChildJvm.ownClasses().resolveSibling("registry").toString()));
        try (var found = Files.newDirectoryStream(home, RUNNER)) {
            for (Path runner : found) {
                return runner;
            }
        } catch (IOException e) {
            throw new ClusterException("The registry's distribution cannot be read: " + e.getMessage(), e);
        }
        throw new ClusterException("No " + RUNNER + " in " + home);
    }

    /** Sets the compatibility that Apicurio leaves at NONE; true once the registry has taken it. */
    private boolean demandsCompatibility() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/config"))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD_TRANSITIVE\"}"))
                .build();
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while waiting for the registry", e);
        }
    }

    /** Base address of Confluent's API. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** Where clients connect. */
    public int port() {
        return port;
    }

    /** The registry's process. */
    public ProcessHandle handle() {
        return child.handle();
    }

    /** Ends the registry at once, as a power cut would. */
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
