package org.xraystream.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.trainer.TrainerApp;

/** Stream-app and trainer in this process, on a cluster that is up. */
public final class Services implements AutoCloseable {

    private final StreamApp streamApp;
    private final TrainerApp trainer;

    private Services(StreamApp streamApp, TrainerApp trainer) {
        this.streamApp = streamApp;
        this.trainer = trainer;
    }

    /**
     * Starts both, side by side.
     *
     * @param settings for both; the cluster's addresses, folders, host and ports are added
     * @param state where the services keep their state
     * @param streamAppPort port of the stream-app's health and metrics, 0 for any free one
     * @param trainerPort port of the trainer's, 0 for any free one
     */
    public static Services start(Cluster cluster, Settings settings, Path state, int streamAppPort, int trainerPort) {
        Settings common = settings.with(cluster.addresses()).with(Map.of("http.host", "127.0.0.1"));
        var streamApp = CompletableFuture.supplyAsync(
                () -> startStreamApp(common.with(own(state.resolve("stream-app"), streamAppPort))));
        var trainer = CompletableFuture.supplyAsync(
                () -> startTrainer(common.with(own(state.resolve("trainer"), trainerPort))));
        try {
            return new Services(streamApp.join(), trainer.join());
        } catch (CompletionException e) {
            var unused = CompletableFuture.allOf(
                    streamApp.thenAccept(StreamApp::close), trainer.thenAccept(TrainerApp::close));
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
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
    }
}
