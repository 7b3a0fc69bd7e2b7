package org.xraystream.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.xraystream.cluster.Cluster;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.trainer.TrainerApp;

/**
 * Everything on one machine: broker and registry as processes of their own, stream-app and trainer in this one.
 * Closing stops them in the order in which they depend on each other.
 */
public final class Standalone implements AutoCloseable {

    private final Cluster cluster;
    private final StreamApp streamApp;
    private final TrainerApp trainer;

    private Standalone(Cluster cluster, StreamApp streamApp, TrainerApp trainer) {
        this.cluster = cluster;
        this.streamApp = streamApp;
        this.trainer = trainer;
    }

    /**
     * Starts the services on a cluster that is up already, side by side, and owns the cluster from now on.
     *
     * @param settings for both services; addresses, folders and the host are added
     * @param state where the services keep their state
     * @param streamAppPort port of the stream-app's health and metrics, 0 for any free one
     * @param trainerPort port of the trainer's, 0 for any free one
     */
    public static Standalone start(
            Cluster cluster, Settings settings, Path state, int streamAppPort, int trainerPort) {
        Settings common = settings.with(addressesOf(cluster)).with(Map.of("http.host", "127.0.0.1"));
        var streamApp = CompletableFuture.supplyAsync(
                () -> startStreamApp(common.with(own(state.resolve("stream-app"), streamAppPort))));
        var trainer = CompletableFuture.supplyAsync(
                () -> startTrainer(common.with(own(state.resolve("trainer"), trainerPort))));
        try {
            return new Standalone(cluster, streamApp.join(), trainer.join());
        } catch (CompletionException e) {
            streamApp.thenAccept(StreamApp::close);
            trainer.thenAccept(TrainerApp::close);
            cluster.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The settings by which a client finds a cluster. */
    public static Map<String, String> addressesOf(Cluster cluster) {
        return Map.of(
                "kafka.bootstrap.servers", cluster.bootstrapServers(),
                "registry.url", cluster.registryUrl());
    }

    private static Map<String, String> own(Path state, int port) {
        return Map.of("kafka.state.dir", state.toString(), "http.port", Integer.toString(port));
    }

    private static StreamApp startStreamApp(Settings settings) {
        try {
            return StreamApp.start(settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the stream-app was starting", e);
        }
    }

    private static TrainerApp startTrainer(Settings settings) {
        try {
            return TrainerApp.start(settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the trainer was starting", e);
        }
    }

    /** Broker and registry. */
    public Cluster cluster() {
        return cluster;
    }

    /** The classifying service. */
    public StreamApp streamApp() {
        return streamApp;
    }

    /** The learning service. */
    public TrainerApp trainer() {
        return trainer;
    }

    @Override
    public void close() {
        trainer.close();
        streamApp.close();
        cluster.close();
    }
}
