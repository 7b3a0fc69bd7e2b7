package org.xraystream.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Brokers, each a controller as well, in processes of their own. Of three, everything is kept three times and acknowledged
 * when two have it, so one may be away. The first is broker 0.
 */
public final class Brokers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final OptionalInt detour;
    private final OptionalInt detourPort;
    private final List<BrokerSettings> settings;
    private final List<ChildJvm> processes = new ArrayList<>();

    private Brokers(Path directory, int count, OptionalInt detour) {
        this.directory = directory;
        this.detour = detour;
        this.detourPort = detour.isEmpty() ? detour : OptionalInt.of(LocalPort.claim("detour", 0));
        this.settings = IntStream.range(0, count)
                .mapToObj(broker -> new BrokerSettings(
                        LocalPort.claim("broker", 0),
                        LocalPort.claim("controller", 0),
                        directory.resolve("broker-" + broker).resolve("topics")))
                .toList();
    }

    /** Starts so many and waits until each knows the others. */
    public static Brokers start(Path directory, int count) throws InterruptedException {
        return started(new Brokers(directory, count, OptionalInt.empty()), count);
    }

    /**
     * Starts one that listens at {@link #detourPort()} as well, and tells who comes that way to come by another port, at
     * which somebody must pass on what arrives.
     */
    public static Brokers startWithDetour(Path directory, int advertised) throws InterruptedException {
        return started(new Brokers(directory, 1, OptionalInt.of(advertised)), 1);
    }

    private static Brokers started(Brokers brokers, int count) throws InterruptedException {
        try {
            for (int broker = 0; broker < count; broker++) {
                brokers.processes.add(brokers.launch(broker));
            }
            brokers.awaitWhole();
            return brokers;
        } catch (InterruptedException | RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    private ChildJvm launch(int broker) {
        Path home = directory.resolve("broker-" + broker);
        Path file = home.resolve("broker.properties");
        try {
            Files.createDirectories(settings.get(broker).logs());
            try (var writer = Files.newBufferedWriter(file)) {
                properties(broker).store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ChildJvm.start(new ChildJvm.Program(
                "broker " + broker,
                BrokerMain.class.getName(),
                System.getProperty("java.class.path"),
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-Dlogback.configurationFile=org/xraystream/cluster/broker-logback.xml"),
                List.of(file.toString()),
                home.resolve("broker.log")));
    }

    private Properties properties(int broker) {
        Properties properties = settings.get(broker).toProperties();
        properties.setProperty("node.id", Integer.toString(broker + 1));
        properties.setProperty(
                "controller.quorum.voters",
                IntStream.range(0, settings.size())
                        .mapToObj(voter -> (voter + 1) + "@127.0.0.1:"
                                + settings.get(voter).controllerPort())
                        .collect(Collectors.joining(",")));
        if (settings.size() > 1) {
            replicate(properties);
        }
        if (detour.isPresent()) {
            properties.merge(
                    "listeners", ",DETOUR://127.0.0.1:" + detourPort.getAsInt(), (one, more) -> one + "" + more);
            properties.merge(
                    "advertised.listeners", ",DETOUR://127.0.0.1:" + detour.getAsInt(), (one, more) -> one + "" + more);
            properties.setProperty(
                    "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,DETOUR:PLAINTEXT");
        }
        return properties;
    }

    private static void replicate(Properties properties) {
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".replication.factor", "3");
        }
        properties.setProperty("transaction.state.log.min.isr", "2");
        properties.setProperty("share.coordinator.state.topic.min.isr", "2");
        properties.setProperty("default.replication.factor", "3");
        properties.setProperty("min.insync.replicas", "2");
        // Others can take over at once.
        properties.setProperty("broker.session.timeout.ms", "3000");
    }

    /** {@code host:port} of all, for Kafka clients. */
    public String bootstrapServers() {
        return settings.stream().map(BrokerSettings::bootstrapServers).collect(Collectors.joining(","));
    }

    /** Where the broker takes what comes by the detour. */
    public int detourPort() {
        return detourPort.orElseThrow();
    }

    /** Ends one at once, as a power cut would. */
    public void kill(int broker) {
        processes.get(broker).kill();
    }

    /** Starts one that was ended again, and waits until it has caught up with the others. */
    public void restart(int broker) throws InterruptedException {
        processes.set(broker, launch(broker));
        awaitWhole();
    }

    /** Waits until one has ended by itself. */
    public void awaitEnd(int broker) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (processes.get(broker).handle().isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("broker " + broker + " goes on");
            }
            Thread.sleep(100);
        }
    }

    private void awaitWhole() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isWhole()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the brokers do not find together");
            }
            Thread.sleep(200);
        }
    }

    /** Whether all are there and have every record that the others have. */
    private boolean isWhole() throws InterruptedException {
        try (var admin = Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000))) {
            if (admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() < settings.size()) {
                return false;
            }
            var names = admin.listTopics().names().get();
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .map(TopicDescription::partitions)
                    .flatMap(List::stream)
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.forEach(ChildJvm::kill);
    }
}
