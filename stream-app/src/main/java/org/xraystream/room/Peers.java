package org.xraystream.room;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.xraystream.service.access.Access;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * How the instances of one installation reach each other. Settings: {@code http.advertised}, the host and port at which
 * the others reach this one (none: it answers for itself alone), and {@code access.secret}, by which they know each
 * other, since they tell each other what readers may not see.
 *
 * @param self where the others reach this instance
 * @param token which all of them send
 */
public record Peers(HostInfo self, String token) {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /** As the settings say; empty where there are no others. */
    static Optional<Peers> from(Settings settings) {
        return settings.find("http.advertised").map(advertised -> {
            return new Peers(address(advertised), Access.peerToken(settings));
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

    ScanSource at(HostInfo host) {
        return new PeerScans(CLIENT, host.host() + ":" + host.port(), token);
    }

    @Override
    public String toString() {
        return "Peers[self=" + self + "]";
    }
}
