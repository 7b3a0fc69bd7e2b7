package org.xraystream.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** The broker's side of {@link BrokerProcess}: formats the log folder on first use and runs broker and controller. */
final class BrokerMain {
    // Any 16 bytes in URL-safe Base64 will do; the same ones every time, so that a data folder can be opened again.
    private static final String CLUSTER_ID = "WHJheXN0cmVhbUF0SG9tZQ";

    private BrokerMain() {}

    /**
     * Runs until the JVM is told to end.
     *
     * @param arguments the file with the broker's properties
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        format(file);
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var killed = new KilledBroker(properties);
        if (killed.isThere()) {
            killed.depose();
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        // Only now: the shutdown of a server that never started waits for ever.
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.awaitShutdown();
    }

    private static void format(Path file) {
        int code = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", file.toString()},
                System.out);
        if (code != 0) {
            throw new IllegalStateException("The log folder could not be formatted, code " + code);
        }
    }
}
