package org.xraystream.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xraystream.service.runtime.TemporaryFolder;

/** A broker and a registry that belong together: everything that Xraystream's services need around them. */
public final class Cluster implements AutoCloseable {
    private final Path directory;
    private final BrokerProcess broker;
    private final RegistryProcess registry;
    private final Runnable afterClose;

    private Cluster(Path directory, BrokerProcess broker, RegistryProcess registry, Runnable afterClose) {
        this.directory = directory;
        this.broker = broker;
        this.registry = registry;
        this.afterClose = afterClose;
    }

    /**
     * Starts both, side by side, and waits until both answer.
     *
     * @param directory where everything is kept over restarts; made if missing
     * @param brokerPort port of the broker, or 0 for any free one
     * @param registryPort port of the registry, or 0 for any free one
     * @throws ClusterException if either does not come up; the other is stopped again
     */
    public static Cluster start(Path directory, int brokerPort, int registryPort) {
        return start(directory, brokerPort, registryPort, () -> {});
    }

    /** Starts both on free ports, in a new folder below the system's temporary one that is deleted on closing. */
    public static Cluster startTemporary() {
        TemporaryFolder folder = TemporaryFolder.create();
        return start(folder.path(), 0, 0, folder::close);
    }

    private static Cluster start(Path directory, int brokerPort, int registryPort, Runnable afterClose) {
        CompletableFuture<BrokerProcess> broker =
                inParallel(() -> BrokerProcess.start(directory.resolve("broker"), brokerPort));
        CompletableFuture<RegistryProcess> registry =
                inParallel(() -> RegistryProcess.start(directory.resolve("registry"), registryPort));
        try {
            return new Cluster(directory, broker.join(), registry.join(), afterClose);
        } catch (CompletionException e) {
            undo(broker, BrokerProcess::close);
            undo(registry, RegistryProcess::close);
            afterClose.run();
            throw e.getCause() instanceof ClusterException cause ? cause : e;
        }
    }

    private static <T> CompletableFuture<T> inParallel(Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, "cluster-start").start());
    }

    private static <T> void undo(CompletableFuture<T> start, Consumer<T> close) {
        start.thenAccept(close).exceptionally(neverStarted -> null).join();
    }

    /** Where everything is kept, the logs of both among it. */
    public Path directory() {
        return directory;
    }

    /** {@code host:port} for Kafka clients. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Base address of the registry in Confluent's API. */
    public String registryUrl() {
        return registry.url();
    }

    /** The settings by which services and clients find the cluster. */
    public Map<String, String> addresses() {
        return Map.of("kafka.bootstrap.servers", bootstrapServers(), "registry.url", registryUrl());
    }

    /** The broker alone, for those who want to hurt it. */
    public BrokerProcess broker() {
        return broker;
    }

    /** The registry alone, for those who want to hurt it. */
    public RegistryProcess registry() {
        return registry;
    }

    /** The processes this cluster consists of, for instance to add up their memory. */
    public List<ProcessHandle> processes() {
        return List.of(broker.handle(), registry.handle());
    }

    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            broker.close();
            afterClose.run();
        }
    }
}
