package org.xraystream.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.service.access.Access;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

class MonitoringServerTest {

    private static final String KEYSTORE_PASSWORD = "keystore-password";

    private final Path folder;

    MonitoringServerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static MonitoringServer start(Map<String, String> given) {
        var all = new HashMap<>(given);
        all.put("http.host", "127.0.0.1");
        all.put("http.port", "0");
        Settings settings = Settings.of(all);
        return new MonitoringServer(
                Listener.from(settings, 1),
                Listener.ofMetrics(settings),
                Access.from(settings, event -> CompletableFuture.completedFuture(null), Clock.systemUTC()),
                List.of(),
                List.of(() -> new Health("part", false, "broken")),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                routes -> routes.get("/inside", context -> context.result("inside")));
    }

    private static int status(HttpClient client, String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void answersHealthAndMetricsToEverybodyAndNothingElse() throws Exception {
        try (MonitoringServer server = start(Map.of())) {
            String base = "http://127.0.0.1:" + server.port();
            HttpClient client = HttpClient.newHttpClient();

            assertThat(status(client, base + "/health/live")).isEqualTo(200);
            assertThat(status(client, base + "/health/ready")).isEqualTo(503);
            assertThat(status(client, base + "/metrics")).isEqualTo(200);
            assertThat(status(client, base + "/inside")).isEqualTo(401);
        }
    }

    @Test
    void showsTheMetricsApartWhereTheyHaveAPortOfTheirOwn() throws Exception {
        try (MonitoringServer server = start(Map.of("metrics.port", "0"))) {
            HttpClient client = HttpClient.newHttpClient();

            assertThat(status(client, "http://127.0.0.1:" + server.port() + "/metrics"))
                    .isEqualTo(404);
            assertThat(status(client, "http://127.0.0.1:" + server.metricsPort() + "/metrics"))
                    .isEqualTo(200);
            assertThat(status(client, "http://127.0.0.1:" + server.metricsPort() + "/inside"))
                    .isEqualTo(404);
        }
    }

    @Test
    void speaksTlsAndNothingElseWithAKeystore() throws Exception {
        Path keystore = keystore();
        try (MonitoringServer server = start(
                Map.of("http.tls.keystore", keystore.toString(), "http.tls.keystore-password", KEYSTORE_PASSWORD))) {
            HttpClient trusting =
                    HttpClient.newBuilder().sslContext(trust(keystore)).build();

            HttpResponse<String> response = trusting.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/health/live"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.sslSession().orElseThrow().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
            assertThat(response.headers().firstValue("Strict-Transport-Security"))
                    .isPresent();
            assertThatThrownBy(() ->
                            status(HttpClient.newHttpClient(), "http://127.0.0.1:" + server.port() + "/health/live"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysThatTheKeystoreIsMissing() {
        assertThatThrownBy(() -> start(Map.of("http.tls.keystore", "nowhere.p12")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("http.tls.keystore=nowhere.p12: cannot be read");
    }

    private Path keystore() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        KEYSTORE_PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private static SSLContext trust(Path keystore) throws Exception {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(keystore)) {
            certificates.load(stream, KEYSTORE_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "server", certificates.getCertificate(certificates.aliases().nextElement()));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
