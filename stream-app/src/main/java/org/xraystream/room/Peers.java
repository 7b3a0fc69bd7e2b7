package org.xraystream.room;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * How the instances of one installation reach each other. Settings: {@code http.advertised}, the host and port at which
 * the others reach this one (none: it answers for itself alone), and {@code http.peer-secret}, by which they know each
 * other, since they tell each other what readers may not see.
 *
 * @param self where the others reach this instance
 */
public record Peers(HostInfo self, String secret) {

    /** The header in which an instance shows the secret. */
    public static final String SECRET_HEADER = "X-Xraystream-Peer";

    private static final int SHORTEST_SECRET = 16;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /** As the settings say; empty where there are no others. */
    static Optional<Peers> from(Settings settings) {
        return settings.find("http.advertised").map(advertised -> {
            String secret = settings.text("http.peer-secret");
            if (secret.length() < SHORTEST_SECRET) {
                throw new InvalidSettingException(
                        "http.peer-secret: must have at least " + SHORTEST_SECRET + " characters");
            }
            return new Peers(address(advertised), secret);
        });
    }

    private static HostInfo address(String advertised) {
        HostInfo address;
        try {
            address = HostInfo.buildFromEndpoint(advertised);
        } catch (RuntimeException e) {
            address = null;
        }
        if (address == null) {
            throw new InvalidSettingException("http.advertised=" + advertised + ": must be host:port");
        }
        return address;
    }

    /** Whether somebody shows our secret. */
    public boolean isPeer(Optional<String> shown) {
        return shown.map(text -> MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    ScanSource at(HostInfo host) {
        return new PeerScans(CLIENT, host.host() + ":" + host.port(), secret);
    }

    @Override
    public String toString() {
        return "Peers[self=" + self + "]";
    }
}
