package org.xraystream.service.content;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xraystream.event.ContentReference;
import org.xraystream.model.Sha256;
import org.xraystream.service.settings.Settings;

/**
 * Fetches content that an event names instead of carrying it. Only addresses in the content store ({@code content.store})
 * or below a prefix that the operator allowed ({@code content.allowed}, comma-separated) are followed: an event must not
 * make a service read what it pleases.
 *
 * <p>Thread-safe.
 */
public final class ContentFetcher implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;

    /** Client errors that an operator or time can mend. */
    private static final Set<Integer> PASSING = Set.of(
            HttpURLConnection.HTTP_UNAUTHORIZED,
            HttpURLConnection.HTTP_FORBIDDEN,
            HttpURLConnection.HTTP_PROXY_AUTH,
            HttpURLConnection.HTTP_CLIENT_TIMEOUT,
            TOO_MANY_REQUESTS);

    private final Optional<ContentStore> store;
    private final List<String> allowed;
    private final int largest;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private volatile boolean closed;

    /**
     * A fetcher that knows no store.
     *
     * @param allowed prefixes of which an address must have one
     * @param largest most bytes to fetch
     */
    public ContentFetcher(List<String> allowed, int largest) {
        this(Optional.empty(), allowed, largest);
    }

    /**
     * A fetcher.
     *
     * @param store whose content may be fetched too; closed with the fetcher
     */
    public ContentFetcher(Optional<ContentStore> store, List<String> allowed, int largest) {
        this.store = store;
        this.allowed = Stream.concat(allowed.stream(), store.map(ContentStore::prefix).stream())
                .toList();
        this.largest = largest;
    }

    /** A fetcher as {@code content.store} and {@code content.allowed} say; without them, nothing is fetched. */
    public static ContentFetcher from(Settings settings, int largest) {
        return new ContentFetcher(
                ContentStore.from(settings),
                settings.find("content.allowed")
                        .map(prefixes -> List.of(prefixes.split("\\s*,\\s*")))
                        .orElse(List.of()),
                largest);
    }

    /**
     * The content, whole and with the size and hash it should have.
     *
     * @throws ContentAwayException if it cannot be had now
     * @throws ContentMissingException if it is not there, though the rest of the store is
     * @throws IOException if it is not allowed or not what the reference says
     */
    public byte[] fetch(ContentReference reference) throws IOException {
        byte[] content = read(addressOf(reference));
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
        String address = uri.toString();
        // Dots that are written otherwise are not normalised away, and lead out of the prefix all the same.
        boolean hidesDots = address.toLowerCase(Locale.ROOT).contains("%2e");
        if (hidesDots || allowed.stream().noneMatch(address::startsWith)) {
            throw new IOException("content address is not below any prefix in content.allowed");
        }
        return uri;
    }

    private byte[] read(URI uri) throws IOException {
        try (InputStream stream = open(uri)) {
            try {
                return stream.readNBytes(largest + 1);
            } catch (IOException | RuntimeException e) {
                // The client of S3 has exceptions of its own.
                throw new ContentAwayException("content breaks off", e);
            }
        }
    }

    private InputStream open(URI uri) throws IOException {
        Optional<ContentStore> home = store.filter(one -> uri.toString().startsWith(one.prefix()));
        if (home.isPresent()) {
            return home.get().open(uri);
        }
        return "file".equals(uri.getScheme()) ? openFile(uri) : get(uri);
    }

    /** A file that is missing where its whole folder is may lie on a disk that is away. */
    private static InputStream openFile(URI uri) throws IOException {
        Path file;
        try {
            file = Path.of(uri);
        } catch (IllegalArgumentException e) {
            throw new IOException("content address is of no supported kind", e);
        }
        if (!Files.isRegularFile(file)) {
            Path folder = file.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new ContentAwayException("the folder of the content is not there");
            }
            throw new ContentMissingException("there is no such file");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new ContentAwayException("the content cannot be read", e);
        }
    }

    private InputStream get(URI uri) throws IOException {
        HttpResponse<InputStream> response;
        try {
            response = client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException e) {
            throw new IOException("content address is of no supported kind", e);
        } catch (IOException e) {
            throw new ContentAwayException(
                    "content server does not answer: " + e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContentAwayException("interrupted while fetching content", e);
        }
        if (response.statusCode() != HttpURLConnection.HTTP_OK) {
            response.body().close();
            throw refusal(response.statusCode());
        }
        return response.body();
    }

    private static IOException refusal(int status) {
        String answer = "content server answers with status " + status;
        if (status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE) {
            return new ContentMissingException(answer);
        }
        return status >= HttpURLConnection.HTTP_INTERNAL_ERROR || PASSING.contains(status)
                ? new ContentAwayException(answer)
                : new IOException(answer);
    }

    /** The store whose content it may fetch. */
    public Optional<ContentStore> store() {
        return store;
    }

    boolean isClosed() {
        return closed;
    }

    /** Lets go of the store, and has whoever waits for content break off. */
    @Override
    public void close() {
        closed = true;
        store.ifPresent(ContentStore::close);
    }
}
