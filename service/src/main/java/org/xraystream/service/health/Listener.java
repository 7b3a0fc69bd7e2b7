package org.xraystream.service.health;

import io.javalin.config.JavalinConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * Where a server listens, and how.
 *
 * @param host address to listen on
 * @param port the port, 0 for any that is free
 * @param keystore with it the server speaks TLS 1.2 and later, and nothing else
 * @param behindProxy whether to believe {@code Forwarded} and {@code X-Forwarded-*}
 */
public record Listener(String host, int port, Optional<Keystore> keystore, boolean behindProxy) {

    private static final int LARGEST_PORT = 65_535;

    /** Key and certificate of the server, in PKCS #12 or JKS; read again when the file changes. */
    public record Keystore(Path path, String password) {
        @Override
        public String toString() {
            return "Keystore[" + path + "]";
        }
    }

    /** The listener that the settings below {@code http.} describe. */
    public static Listener from(Settings settings, int defaultPort) {
        return new Listener(
                settings.text("http.host", "0.0.0.0"),
                settings.number("http.port", defaultPort, 0, LARGEST_PORT),
                settings.find("http.tls.keystore").map(path -> keystore(path, settings)),
                settings.flag("http.forwarded", false));
    }

    private static Keystore keystore(String path, Settings settings) {
        Path file = Path.of(path);
        if (!Files.isReadable(file)) {
            throw new InvalidSettingException("http.tls.keystore=" + path + ": cannot be read");
        }
        return new Keystore(file, settings.text("http.tls.keystore-password"));
    }

    /** The listener of the metrics, where {@code metrics.port} gives them one of their own; it speaks plain HTTP. */
    public static Optional<Listener> ofMetrics(Settings settings) {
        return settings.find("metrics.port")
                .map(given -> new Listener(
                        settings.text("metrics.host", settings.text("http.host", "0.0.0.0")),
                        settings.number("metrics.port", 0, 0, LARGEST_PORT),
                        Optional.empty(),
                        false));
    }

    /** Makes a server listen here. */
    void apply(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.jetty.modifyHttpConfiguration(http -> {
            // Javalin's own default lets encoded slashes and dots through.
            http.setUriCompliance(UriCompliance.DEFAULT);
            if (behindProxy) {
                http.addCustomizer(new ForwardedRequestCustomizer());
            }
        });
        config.jetty.host = host;
        config.jetty.port = port;
        keystore.ifPresent(keys -> config.jetty.addConnector((server, http) -> overTls(server, http, keys)));
    }

    private ServerConnector overTls(Server server, HttpConfiguration http, Keystore keys) {
        var tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keys.path().toAbsolutePath().toString());
        tls.setKeyStorePassword(keys.password());
        server.addBean(new KeyStoreScanner(tls));
        // A certificate for another name than the one asked for is the browser's to refuse.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var connector = new ServerConnector(server, tls, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }
}
