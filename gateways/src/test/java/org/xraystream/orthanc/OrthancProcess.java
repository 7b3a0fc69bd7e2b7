package org.xraystream.orthanc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Orthanc in a process of its own, as the README sets it up: it unpacks what it is sent. */
public final class OrthancProcess implements AutoCloseable {
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
    public static OrthancProcess start(Path folder, boolean transcodes) throws IOException, InterruptedException {
        return start(folder, transcodes, freePort());
    }

    /** Starts it where another was. */
    public static OrthancProcess start(Path folder, boolean transcodes, int httpPort)
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

    /** Where its REST interface is. */
    public String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** Where it answers HTTP. */
    public int httpPort() {
        return httpPort;
    }

    /** Where it takes C-STORE. */
    public int dicomPort() {
        return dicomPort;
    }

    /** How many images it holds. */
    public int images() throws InterruptedException {
        try {
            return new ObjectMapper().readTree(get("instances")).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores a DICOM file. */
    public void store(byte[] file) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + "/instances"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("Orthanc answers " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The instances that have this value, as Orthanc sees their attributes. */
    public List<JsonNode> instances(String attribute, String value) throws InterruptedException {
        var found = new ArrayList<JsonNode>();
        try {
            var json = new ObjectMapper();
            for (JsonNode id : json.readTree(get("instances"))) {
                JsonNode tags = json.readTree(get("instances/" + id.asText() + "/simplified-tags"));
                if (tags.path(attribute).asText().equals(value)) {
                    found.add(((ObjectNode) tags).put("ID", id.asText()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** A file that it holds. */
    public byte[] file(String instance) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + "/instances/" + instance + "/file"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it answers to a question. */
    public String get(String path) throws InterruptedException {
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
