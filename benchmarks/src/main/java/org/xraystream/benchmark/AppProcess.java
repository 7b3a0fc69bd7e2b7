package org.xraystream.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.xraystream.service.runtime.TemporaryFolder;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.Main;

/** A stream-app in a JVM of its own, as a service runs it: with the whole of its heap from the start. */
final class AppProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LOOK_EVERY_MS = 20;

    private final TemporaryFolder folder;
    private final Process process;
    private final double secondsToReady;

    private AppProcess(TemporaryFolder folder, Process process, double secondsToReady) {
        this.folder = folder;
        this.process = process;
        this.secondsToReady = secondsToReady;
    }

    /** Starts one, a new application on this broker; returns once it is ready. */
    static AppProcess start(Settings broker, List<String> jvmOptions) throws IOException, InterruptedException {
        TemporaryFolder folder = TemporaryFolder.create();
        int port = freePort();
        Path settings = write(folder.path(), broker, port);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.add(settings.toString());
        Path log = folder.path().resolve("stream-app.log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Whoever stops the benchmark stops it, too.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady(process, port, log);
        return new AppProcess(folder, process, (System.nanoTime() - start) / 1e9);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path write(Path folder, Settings broker, int port) throws IOException {
        var properties = new Properties();
        properties.putAll(broker.with(Map.of(
                        "application.id",
                        "bench-" + System.nanoTime(),
                        "kafka.state.dir",
                        folder.resolve("state").toString(),
                        "http.host",
                        "127.0.0.1",
                        "http.port",
                        Integer.toString(port)))
                .below(""));
        Path file = folder.resolve("stream-app.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private static void awaitReady(Process process, int port, Path log) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                if (http.send(question, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not there yet.
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
        process.destroyForcibly();
        throw new IllegalStateException("the stream-app did not become ready; its log is " + log);
    }

    /** From its start until it was ready. */
    double secondsToReady() {
        return secondsToReady;
    }

    /**
     * Megabytes in memory now, heap, native libraries and all.
     *
     * @throws UncheckedIOException where the system does not tell as Linux does
     */
    double residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("what is resident can only be read on Linux", e);
        }
    }

    /**
     * Seconds that processors have worked for it since its start.
     *
     * @throws IllegalStateException where the system does not tell
     */
    double processorSeconds() {
        Duration worked = process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("the system does not tell what a process has worked"));
        return worked.toNanos() / 1e9;
    }

    /** Ends it in order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
