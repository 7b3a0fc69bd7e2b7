package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The part of Orthanc's REST interface that the gateway needs (Orthanc 1.9 and later). Every method throws an
 * {@link IOException} where Orthanc does not answer or refuses to. Thread-safe.
 */
final class OrthancServer {
    /** First of the metadata that Orthanc leaves to its users, plus some, lest somebody counts from there. */
    private static final int REASON_METADATA = 4242;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 100;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final URI address;
    private final Optional<String> authorization;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * A server.
     *
     * @param address of its REST interface
     * @param credentials {@code name:password}
     */
    OrthancServer(URI address, Optional<String> credentials) {
        this.address = address.toString().endsWith("/") ? address : URI.create(address + "/");
        this.authorization =
                credentials.map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    /** The first that it still knows of all that has happened. */
    Optional<JsonNode> firstChange() throws IOException, InterruptedException {
        return Optional.ofNullable(
                read("changes?since=0&limit=1").path("Changes").get(0));
    }

    /** Some of what has happened since. */
    JsonNode changes(long since) throws IOException, InterruptedException {
        return read("changes?since=" + since + "&limit=" + PAGE);
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request(path).build(), BodyHandlers.ofByteArray());
        require(response);
        return json.readTree(response.body());
    }

    /**
     * A file.
     *
     * @param most bytes of it to read
     */
    Download file(String instance, int most) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(request("instances/" + instance + "/file").build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Download(response.statusCode(), body.readNBytes(most));
        }
    }

    /** What came of asking for a file. */
    record Download(int status, byte[] content) {
        boolean isThere() {
            return status == OK;
        }

        boolean isGone() {
            return status == NOT_FOUND;
        }

        /** Whether asking later may help: the server is starting, overloaded, or does not know us yet. */
        boolean mayComeLater() {
            return status == 401 || status == 403 || status == 429 || status >= 502;
        }
    }

    /** Deletes an instance; that it is not there is as well. */
    void delete(String instance) throws IOException, InterruptedException {
        var response = client.send(request("instances/" + instance).DELETE().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != NOT_FOUND) {
            require(response);
        }
    }

    /** Notes at an instance why it was not taken. */
    void note(String instance, String reason) throws IOException, InterruptedException {
        var response = client.send(
                request("instances/" + instance + "/metadata/" + REASON_METADATA)
                        .PUT(BodyPublishers.ofString(reason))
                        .build(),
                BodyHandlers.ofByteArray());
        if (response.statusCode() != NOT_FOUND) {
            require(response);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private static void require(HttpResponse<?> response) throws IOException {
        if (response.statusCode() != OK) {
            throw new IOException("Orthanc answers " + response.statusCode() + " to "
                    + response.request().method() + " " + response.uri().getPath());
        }
    }
}
