package org.xraystream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xraystream.streamapp.StreamApp;

/** What a page does, for one program: how people sign in is tested elsewhere. */
record RoomClient(String address, String program) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static RoomClient of(StreamApp app, String program) {
        return new RoomClient("http://127.0.0.1:" + app.port(), program);
    }

    /** The settings by which programs are known that may read and operate. */
    static Map<String, String> tokens(String... programs) {
        return Stream.of(programs)
                .collect(Collectors.toMap(
                        program -> "access.token." + program, program -> "READER,OPERATOR:" + token(program)));
    }

    private static String token(String program) {
        return program + " and so on to more than 32 characters";
    }

    /** As it stands in labels and releases. */
    String account() {
        return "program:" + program;
    }

    JsonNode get(String path) {
        return json(send("GET", path, ""));
    }

    int status(String path) {
        return send("GET", path, "").statusCode();
    }

    byte[] get(String path, int expected) {
        HttpResponse<byte[]> response = send("GET", path, "");
        return response.statusCode() == expected ? response.body() : new byte[0];
    }

    String problem(String path, int expected) {
        HttpResponse<byte[]> response = send("GET", path, "");
        assertThat(response.statusCode()).isEqualTo(expected);
        return json(response).path("type").asText();
    }

    JsonNode post(String path, String body, int expected) {
        return expecting(expected, send("POST", path, body));
    }

    JsonNode delete(String path, int expected) {
        return expecting(expected, send("DELETE", path, ""));
    }

    /** How many waiting scans this very instance keeps, as it tells another instance. */
    int kept(String peerToken) {
        var query = "{\"state\":\"WAITING\",\"findings\":[],\"sites\":[],\"limit\":1,\"account\":\"%s\",\"asOf\":0}";
        var request = request("/internal/room/page")
                .setHeader("Authorization", "Bearer " + peerToken)
                .POST(HttpRequest.BodyPublishers.ofString(query.formatted(account())));
        return expecting(200, send(request)).path("matching").asInt();
    }

    private static JsonNode expecting(int status, HttpResponse<byte[]> response) {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        return json(response);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> send(String method, String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + token(program));
    }

    /** Listens to the events, once the room is open. */
    Listening listening(String lastEventId) throws InterruptedException {
        await("the room is open", () -> status("/api/scans") == 200);
        var request = request("/api/events").header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        var lines = HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines());
        var listening = new Listening(lines.thenApply(HttpResponse::body));
        await("the page is connected", () -> listening.names().contains("model"));
        return listening;
    }

    /** A page that listens. */
    static final class Listening implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Stream<String>> stream;

        Listening(CompletableFuture<Stream<String>> stream) {
            this.stream = stream;
            var thread = new Thread(this::read, "listening");
            thread.setDaemon(true);
            thread.start();
        }

        private void read() {
            try {
                stream.join().forEach(lines::add);
            } catch (UncheckedIOException e) {
                // The page or the service has closed.
            }
        }

        List<String> names() {
            return after("event: ").toList();
        }

        String lastId() {
            return after("id: ").reduce((older, newer) -> newer).orElseThrow();
        }

        List<JsonNode> scans() {
            return data().filter(node -> node.has("what")).toList();
        }

        List<JsonNode> models() {
            return data().filter(node -> node.has("champion")).toList();
        }

        boolean heardOf(String scanId) {
            return scanIds().contains(scanId);
        }

        /** The scans that it has heard of. */
        Set<String> scanIds() {
            return scans().stream()
                    .map(event -> event.at("/row/scanId").asText())
                    .collect(Collectors.toSet());
        }

        private Stream<JsonNode> data() {
            return after("data: ").map(text -> {
                try {
                    return JSON.readTree(text);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private Stream<String> after(String prefix) {
            return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()));
        }

        @Override
        public void close() {
            var unused = stream.thenAccept(Stream::close);
        }
    }
}
