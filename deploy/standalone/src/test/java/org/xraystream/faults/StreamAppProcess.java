package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.Main;

/** A stream-app in a process of its own. */
final class StreamAppProcess implements AutoCloseable {

    private final ChildJvm process;
    private final int httpPort;

    private StreamAppProcess(ChildJvm process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    static StreamAppProcess start(String name, Path folder, Settings common, List<String> by) throws IOException {
        int httpPort;
        try (var socket = new ServerSocket(0)) {
            httpPort = socket.getLocalPort();
        }
        Settings own = common.with(Map.of(
                "kafka.state.dir", folder.resolve(name).toString(),
                "http.host", "127.0.0.1",
                "http.port", Integer.toString(httpPort)));
        var properties = new Properties();
        properties.putAll(own.below(""));
        Path file = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        var program = new ChildJvm.Program(
                "stream-app",
                Main.class.getName(),
                System.getProperty("java.class.path"),
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"),
                List.of(file.toString()),
                folder.resolve(name + ".log"));
        return new StreamAppProcess(ChildJvm.start(program, by), httpPort);
    }

    /** Ends it at once, as a power cut would. */
    void kill() {
        process.kill();
    }

    /** Sends it a signal, {@code STOP} or {@code CONT} say. */
    void signal(String name) throws IOException, InterruptedException {
        long pid = process.handle().pid();
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    void requireAlive() {
        assertThat(process.handle().isAlive()).isTrue();
    }

    /** Waits until it is ready, or says that it is not. */
    void awaitReady(boolean ready) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + Installation.PATIENCE.toNanos();
        String last = "no answer";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == (ready ? 200 : 503)) {
                    return;
                }
                last = response.body();
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(200);
        }
        throw new AssertionError("ready never became " + ready + ": " + last);
    }

    /** Stops it in order. */
    @Override
    public void close() {
        process.close();
    }
}
