package org.xraystream.orthanc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * The part of Orthanc's REST interface that the gateways need (Orthanc 1.9 and later). Every method throws an
 * {@link IOException} where Orthanc does not answer or refuses to. Thread-safe.
 */
public final class OrthancServer {
    /** First of the metadata that Orthanc leaves to its users, plus some, lest somebody counts from there. */
    private static final int REASON_METADATA = 4242;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 100;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final URI address;
    private final Optional<String> authorization;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ObjectMapper json = new ObjectMapper();

    private OrthancServer(URI address, Optional<String> credentials) {
        this.address = address.toString().endsWith("/") ? address : URI.create(address + "/");
        this.authorization =
                credentials.map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    /**
     * The server at the address that a setting holds, if it does.
     *
     * @param url name of that setting
     * @param credentials name of the setting with {@code name:password}
     * @throws InvalidSettingException if what it holds is no address
     */
    public static Optional<OrthancServer> from(Settings settings, String url, String credentials) {
        return settings.find(url).map(address -> {
            if (!address.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
                throw new InvalidSettingException(url + "=" + address + ": must be an http or https address");
            }
            return new OrthancServer(URI.create(address), settings.find(credentials));
        });
    }

    /** Whether two settings name the same server. */
    public boolean isSame(OrthancServer other) {
        return address.equals(other.address);
    }

    /** The first that it still knows of all that has happened. */
    public Optional<JsonNode> firstChange() throws IOException, InterruptedException {
        return Optional.ofNullable(
                read("changes?since=0&limit=1").path("Changes").get(0));
    }

    /** Some of what has happened since. */
    public JsonNode changes(long since) throws IOException, InterruptedException {
        return read("changes?since=" + since + "&limit=" + PAGE);
    }

    /** Orthanc's own name for what has this DICOM UID; empty where it holds no such thing. */
    public Optional<String> find(Level level, String uid) throws IOException, InterruptedException {
        var found =
                send(request("tools/lookup").POST(BodyPublishers.ofString(uid)).build(), BodyHandlers.ofByteArray());
        require(found);
        for (JsonNode one : json.readTree(found.body())) {
            if (one.path("Type").asText().equals(level.word)) {
                return Optional.of(one.path("ID").asText());
            }
        }
        return Optional.empty();
    }

    /** What DICOM divides a patient's images into. */
    public enum Level {
        SERIES("Series"),
        INSTANCE("Instance");

        private final String word;

        Level(String word) {
            this.word = word;
        }
    }

    /** The study that an instance belongs to. */
    public String studyOf(String instance) throws IOException, InterruptedException {
        String series = read("instances/" + instance).path("ParentSeries").asText();
        return read("series/" + series).path("ParentStudy").asText();
    }

    /** The instances of a series. */
    public List<String> instancesOf(String series) throws IOException, InterruptedException {
        var instances = new ArrayList<String>();
        read("series/" + series).path("Instances").forEach(one -> instances.add(one.asText()));
        return instances;
    }

    /**
     * Makes an instance in a study, which gives it patient and study. Where it holds one of the same UID, that one stays.
     *
     * @param tags names of attributes, with texts or lists of items
     * @param png its pixels
     * @return Orthanc's name for it; empty where it refuses such a one
     */
    public Optional<String> create(String study, Map<String, Object> tags, byte[] png)
            throws IOException, InterruptedException {
        String content = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        byte[] order = json.writeValueAsBytes(Map.of("Parent", study, "Force", true, "Tags", tags, "Content", content));
        HttpResponse<byte[]> response = send(
                request("tools/create-dicom")
                        .POST(BodyPublishers.ofByteArray(order))
                        .build(),
                BodyHandlers.ofByteArray());
        if (response.statusCode() == BAD_REQUEST) {
            return Optional.empty();
        }
        require(response);
        return Optional.of(json.readTree(response.body()).path("ID").asText());
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(request(path).build(), BodyHandlers.ofByteArray());
        require(response);
        return json.readTree(response.body());
    }

    /**
     * A file.
     *
     * @param most bytes of it to read
     */
    public Download file(String instance, int most) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                send(request("instances/" + instance + "/file").build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Download(response.statusCode(), body.readNBytes(most));
        }
    }

    /** What came of asking for a file. */
    public record Download(int status, byte[] content) {
        /** Whether this is the file. */
        public boolean isThere() {
            return status == OK;
        }

        /** Whether there is no such file any more. */
        public boolean isGone() {
            return status == NOT_FOUND;
        }

        /** Whether asking later may help: the server is starting, overloaded, or does not know us yet. */
        public boolean mayComeLater() {
            return status == 401 || status == 403 || status == 429 || status >= 502;
        }
    }

    /** Deletes an instance; that it is not there is as well. */
    public void delete(String instance) throws IOException, InterruptedException {
        var response = send(request("instances/" + instance).DELETE().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != NOT_FOUND) {
            require(response);
        }
    }

    /** Notes at an instance why it was not taken. */
    public void note(String instance, String reason) throws IOException, InterruptedException {
        var response =
                send(reasonOf(instance).PUT(BodyPublishers.ofString(reason)).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != NOT_FOUND) {
            require(response);
        }
    }

    /** Takes back what was noted; that nothing was is as well. */
    public void removeNote(String instance) throws IOException, InterruptedException {
        var response = send(reasonOf(instance).DELETE().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != NOT_FOUND) {
            require(response);
        }
    }

    private HttpRequest.Builder reasonOf(String instance) {
        return request("instances/" + instance + "/metadata/" + REASON_METADATA);
    }

    /** Asks once more where a connection has broken, as one does that Orthanc has meanwhile closed: asking twice does no harm. */
    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return client.send(request, handler);
        } catch (HttpTimeoutException | ConnectException e) {
            throw e;
        } catch (IOException e) {
            return client.send(request, handler);
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
