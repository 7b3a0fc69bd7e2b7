package org.xraystream.service.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.event.ContentReference;
import org.xraystream.model.Sha256;

@Timeout(60)
class ContentFetcherTest {

    private static final byte[] CONTENT = new byte[3_000];

    private final Path folder;

    private ContentStore store;
    private ContentFetcher fetcher;

    ContentFetcherTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void setUp() throws IOException {
        Files.createFile(folder.resolve(FolderStore.MARK));
        store = FolderStore.at(folder.toUri().toString(), Clock.systemUTC());
        fetcher = new ContentFetcher(Optional.of(store), List.of(), 10_000);
    }

    @Test
    void fetchesFromTheStoreWhichNeedNotBeAllowedToo() throws IOException {
        assertThat(fetcher.fetch(store.put(CONTENT))).isEqualTo(CONTENT);
    }

    @Test
    void believesNoContentThatIsNotWhatTheReferenceSays() throws IOException {
        ContentReference reference = store.put(CONTENT);
        Path file = Path.of(URI.create(reference.getUri()));

        Files.write(file, new byte[2_999]);
        assertRefused(reference, "content has 2999 bytes, not 3000");
        byte[] changed = CONTENT.clone();
        changed[17] = 1;
        Files.write(file, changed);
        assertRefused(reference, "content does not have the SHA-256");
    }

    private void assertRefused(ContentReference reference, String reason) {
        assertThatThrownBy(() -> fetcher.fetch(reference))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "2026-03-10/%2e%2e/%2E%2e/secret", "../../etc/hostname"})
    void isNotLedOutOfTheStore(String path) throws IOException {
        Files.write(folder.resolveSibling("secret"), CONTENT);

        assertRefused(
                new ContentReference(store.prefix() + path, Sha256.of(CONTENT), 3_000L),
                "not below any prefix in content.allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503})
    void takesAServerThatCannotGiveItNowForAway(int status) throws IOException {
        assertThatThrownBy(() -> fetchFromServer(status))
                .isInstanceOf(ContentAwayException.class)
                .hasMessage("content server answers with status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void believesAServerThatHasItNot(int status) {
        assertThatThrownBy(() -> fetchFromServer(status)).isInstanceOf(ContentMissingException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 416})
    void believesAServerThatDoesNotWantToGiveIt(int status) {
        assertThatThrownBy(() -> fetchFromServer(status)).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void takesAServerThatDoesNotAnswerForAway() {
        assertThatThrownBy(() -> fetchFromServer(0)).isInstanceOf(ContentAwayException.class);
    }

    /** @param status what it answers with; 0: it is gone before it is asked */
    private static void fetchFromServer(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        if (status == 0) {
            server.stop(0);
        }
        try {
            new ContentFetcher(List.of(address), 10_000).fetch(new ContentReference(address + "x", "00", 1L));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void waitsForAStoreThatIsAway() throws Exception {
        ContentReference reference = store.put(CONTENT);
        Files.delete(folder.resolve(FolderStore.MARK));
        var patient = new PatientFetcher(fetcher, Clock.systemUTC());

        var fetched = CompletableFuture.supplyAsync(() -> {
            try {
                return patient.fetch(reference, Instant.EPOCH);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(1_500);
        assertThat(fetched).isNotDone();
        Files.createFile(folder.resolve(FolderStore.MARK));

        assertThat(fetched.get(10, TimeUnit.SECONDS)).isEqualTo(CONTENT);
    }

    @Test
    void givesMissingContentItsGraceAndNoMore() throws IOException {
        var missing = new ContentReference(store.prefix() + "2026-03-10/" + Sha256.of(CONTENT), "00", 1L);
        Instant now = Instant.parse("2026-03-10T12:00:00Z");
        var patient = new PatientFetcher(fetcher, Clock.fixed(now, ZoneOffset.UTC));

        assertThatThrownBy(() -> patient.fetch(missing, now.minusSeconds(31)))
                .isInstanceOf(ContentMissingException.class);
        var fresh = CompletableFuture.runAsync(() -> {
            try {
                patient.fetch(missing, now.minusSeconds(29));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> fresh.get(1_500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        fetcher.close();
        assertThatThrownBy(() -> fresh.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ContentUnavailableException.class);
    }
}
