package org.xraystream.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Orthanc in a process of its own, as the README sets it up: it unpacks what it is sent. */
final class OrthancProcess implements AutoCloseable {
    private static final Path TRANSCODER = Path.of("/usr/share/orthanc/plugins/libOrthancGdcm.so");
    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

    private final Process process;
    private final int httpPort;
    private final int dicomPort;

    private OrthancProcess(Process process, int httpPort, int dicomPort) {
        this.process = process;
        this.httpPort = httpPort;
        this.dicomPort = dicomPort;
    }

    /**
     * Starts it.
     *
     * @param transcodes whether it unpacks what it is sent; else the gateway must
     */
    static OrthancProcess start(Path folder, boolean transcodes) throws IOException, InterruptedException {
        return start(folder, transcodes, freePort());
    }

    /** Starts it where another was. */
    static OrthancProcess start(Path folder, boolean transcodes, int httpPort)
            throws IOException, InterruptedException {
        int dicomPort = freePort();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("StorageDirectory", folder.resolve("storage").toString());
        settings.put("IndexDirectory", folder.resolve("index").toString());
        settings.put("HttpPort", httpPort);
        settings.put("DicomPort", dicomPort);
        settings.put("RemoteAccessAllowed", false);
        settings.put("AuthenticationEnabled", false);
        settings.put("DicomCheckCalledAet", false);
        settings.put("DicomAlwaysAllowStore", true);
        if (transcodes) {
            settings.put("Plugins", List.of(TRANSCODER.toString()));
            settings.put("IngestTranscoding", EXPLICIT_LITTLE_ENDIAN);
        }
        Files.createDirectories(folder);
        Path file = folder.resolve("orthanc.json");
        new ObjectMapper().writeValue(file.toFile(), settings);
        Process process = new ProcessBuilder("Orthanc", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orthanc.log").toFile())
                .start();
        var orthanc = new OrthancProcess(process, httpPort, dicomPort);
        orthanc.awaitAnswer();
        return orthanc;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            try {
                var unused = get("system");
                return;
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    int httpPort() {
        return httpPort;
    }

    int dicomPort() {
        return dicomPort;
    }

    /** How many images it holds. */
    int images() throws InterruptedException {
        try {
            return new ObjectMapper().readTree(get("instances")).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String get(String path) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url() + "/" + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
