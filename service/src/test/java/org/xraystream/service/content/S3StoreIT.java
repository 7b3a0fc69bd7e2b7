package org.xraystream.service.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.ContentReference;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.S3Server;

/** The store in a real server of S3. */
class S3StoreIT extends ContentStoreContract {

    private final Path folder;
    private S3Server server;

    S3StoreIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() throws Exception {
        server = S3Server.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    ContentStore store(Clock clock) {
        return S3Store.at("s3://scans/test", Settings.of(server.settings()), clock);
    }

    @Override
    void away() {
        server.kill();
    }

    @Test
    void waitsForWhoeverMendsCredentialsOrBucket() throws IOException {
        ContentReference there = store(TODAY).put(new byte[1000]);
        Settings settings = Settings.of(server.settings());
        ContentStore stranger =
                S3Store.at("s3://scans/test", settings.with(Map.of("content.s3.secret-key", "wrong")), TODAY);
        ContentStore elsewhere = S3Store.at("s3://no-such-bucket/test", settings, TODAY);

        assertThatThrownBy(() -> stranger.put(new byte[1])).isInstanceOf(ContentAwayException.class);
        assertThatThrownBy(() -> stranger.open(URI.create(there.getUri()))).isInstanceOf(ContentAwayException.class);
        assertThatThrownBy(() -> elsewhere.put(new byte[1])).isInstanceOf(ContentAwayException.class);
        assertThatThrownBy(() -> elsewhere.open(URI.create("s3://no-such-bucket/test/2026-03-10/x")))
                .isInstanceOf(ContentAwayException.class);
    }

    @Test
    void waitsForAServerThatHangsUp() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var hangingUp = new Thread(() -> {
                while (!listening.isClosed()) {
                    try (var connection = listening.accept()) {
                        var unused = connection.getInputStream().read();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            hangingUp.setDaemon(true);
            hangingUp.start();
            ContentStore rude = S3Store.at(
                    "s3://scans/test",
                    Settings.of(server.settings())
                            .with(Map.of("content.s3.endpoint", "http://127.0.0.1:" + listening.getLocalPort())),
                    TODAY);

            assertThatThrownBy(() -> rude.put(new byte[1000])).isInstanceOf(ContentAwayException.class);
            assertThatThrownBy(() -> rude.open(URI.create("s3://scans/test/2026-03-10/x")))
                    .isInstanceOf(ContentAwayException.class);
        }
    }

    @Test
    void takesMoreThanOnePageOfListing() throws IOException {
        ContentStore store = store(TODAY);
        for (int i = 0; i < 1_005; i++) {
            store.put(new byte[] {(byte) i, (byte) (i >> 8)});
        }

        assertThat(store.putBefore(LocalDate.parse("2026-03-11"))).hasSize(1_005);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> S3Store.at("s3:///x", Settings.of(Map.of()), TODAY))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("content.store=s3:///x: must be s3://BUCKET/PREFIX/");
    }
}
