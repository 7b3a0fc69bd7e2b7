package org.xraystream.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka broker with its own controller (KRaft, one node, loopback only, no security) in a JVM of its own. Takes records
 * up to 20 MiB and creates no topic by itself. What was acknowledged is there again when the same folder is opened
 * later, also after {@link #kill()}.
 */
public final class BrokerProcess implements AutoCloseable {
    // Records are buffered off the heap or mapped; 256 MB serve 16 MiB records (BrokerProcessIT writes and reads them).
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "-Dlogback.configurationFile=org/xraystream/cluster/broker-logback.xml");
    private static final int ANSWER_MILLIS = 5_000;

    private final ChildJvm child;
    private final BrokerSettings settings;

    private BrokerProcess(ChildJvm child, BrokerSettings settings) {
        this.child = child;
        this.settings = settings;
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param directory where its topics, settings and {@code broker.log} are kept; made if missing
     * @param port where clients shall connect, or 0 for any free port
     * @throws ClusterException if the port is taken, the folder is in use, or the broker does not come up in a minute
     */
    public static BrokerProcess start(Path directory, int port) {
        Path home = directory.toAbsolutePath();
        var settings = new BrokerSettings(
                LocalPort.claim("broker", port), LocalPort.claim("controller", 0), home.resolve("topics"));
        Path log = home.resolve("broker.log");
        var program = new ChildJvm.Program(
                "broker",
                BrokerMain.class.getName(),
                System.getProperty("java.class.path"),
                JVM_OPTIONS,
                List.of(write(settings, home.resolve("broker.properties")).toString()),
                log);
        ChildJvm child = ChildJvm.start(program);
        Readiness.await(child, () -> LocalPort.isOpen(settings.port()));
        Readiness.await(child, () -> answers(settings.bootstrapServers()));
        return new BrokerProcess(child, settings);
    }

    private static Path write(BrokerSettings settings, Path file) {
        try {
            Files.createDirectories(settings.logs());
            try (var writer = Files.newBufferedWriter(file)) {
                settings.toProperties().store(writer, "Written anew at each start of the broker");
            }
            return file;
        } catch (IOException e) {
            throw new ClusterException("The broker's folder cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean answers(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS))) {
            // A broker that has not yet won its controller's trust is not among the nodes.
            return !admin.describeCluster()
                    .nodes()
                    .get(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while waiting for the broker", e);
        }
    }

    /** {@code host:port} for Kafka clients. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Where clients connect. */
    public int port() {
        return settings.port();
    }

    /** The broker's process. */
    public ProcessHandle handle() {
        return child.handle();
    }

    /** Ends the broker at once, as a power cut would. */
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
