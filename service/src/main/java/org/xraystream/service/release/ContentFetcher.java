package org.xraystream.service.release;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.xraystream.event.ContentReference;
import org.xraystream.model.Sha256;
import org.xraystream.service.settings.Settings;

/**
 * Fetches content that an event names instead of carrying it. Only addresses below a prefix that the operator allowed
 * ({@code content.allowed}, comma-separated) are followed: an event must not make a service read what it pleases.
 *
 * <p>Thread-safe.
 */
public final class ContentFetcher {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<String> allowed;
    private final int largest;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * A fetcher.
     *
     * @param allowed prefixes of which an address must have one
     * @param largest most bytes to fetch
     */
    public ContentFetcher(List<String> allowed, int largest) {
        this.allowed = List.copyOf(allowed);
        this.largest = largest;
    }

    /** A fetcher as the setting {@code content.allowed} says; without it, nothing is fetched. */
    public static ContentFetcher from(Settings settings, int largest) {
        return new ContentFetcher(
                settings.find("content.allowed")
                        .map(prefixes -> List.of(prefixes.split("\\s*,\\s*")))
                        .orElse(List.of()),
                largest);
    }

    /**
     * The content, whole and with the size and hash it should have.
     *
     * @throws IOException if it is not allowed, cannot be had or is not what the reference says
     */
    public byte[] fetch(ContentReference reference) throws IOException {
        URI uri = addressOf(reference);
        byte[] content;
        try (InputStream stream = "file".equals(uri.getScheme()) ? Files.newInputStream(Path.of(uri)) : get(uri)) {
            content = stream.readNBytes(largest + 1);
        }
        if (content.length != reference.getSize()) {
            throw new IOException("content has " + content.length + " bytes, not " + reference.getSize());
        }
        if (!Sha256.of(content).equals(reference.getSha256())) {
            throw new IOException("content does not have the SHA-256 " + reference.getSha256());
        }
        return content;
    }

    private URI addressOf(ContentReference reference) throws IOException {
        if (reference.getSize() > largest) {
            throw new IOException("content of " + reference.getSize() + " bytes is larger than " + largest);
        }
        URI uri;
        try {
            uri = URI.create(reference.getUri()).normalize();
        } catch (IllegalArgumentException e) {
            throw new IOException("content address is no URI", e);
        }
        if (allowed.stream().noneMatch(uri.toString()::startsWith)) {
            throw new IOException("content address is not below any prefix in content.allowed");
        }
        return uri;
    }

    private InputStream get(URI uri) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                response.body().close();
                throw new IOException("content server answers with status " + response.statusCode());
            }
            return response.body();
        } catch (IllegalArgumentException e) {
            throw new IOException("content address is of no supported kind", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching content", e);
        }
    }
}
