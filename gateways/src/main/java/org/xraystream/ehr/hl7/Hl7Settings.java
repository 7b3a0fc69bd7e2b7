package org.xraystream.ehr.hl7;

import java.time.Duration;
import java.util.Optional;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * Where messages go and what they are headed with.
 *
 * @param tls whether to speak TLS, by the certificates that the JVM trusts
 * @param patience how long to wait for a connection, and for an acknowledgement
 * @param sender names us in MSH-3 and MSH-4
 * @param receiver names the record system in MSH-5 and MSH-6
 * @param authority who gave the patients their identifiers, PID-3.4
 */
record Hl7Settings(
        String host, int port, boolean tls, Duration patience, Party sender, Party receiver, String authority) {

    /** An application at a facility. */
    record Party(String application, String facility) {}

    /** What the settings below {@code hl7.} say, if they name an address. */
    static Optional<Hl7Settings> from(Settings settings) {
        boolean tls = settings.flag("hl7.tls", false);
        Duration patience = settings.duration("hl7.timeout", Duration.ofSeconds(30));
        var sender = new Party(
                settings.text("hl7.sending-application", "XRAYSTREAM"), settings.text("hl7.sending-facility", ""));
        var receiver =
                new Party(settings.text("hl7.receiving-application", ""), settings.text("hl7.receiving-facility", ""));
        String authority = settings.text("patients.authority", "");
        return settings.find("hl7.address")
                .map(address ->
                        new Hl7Settings(host(address), port(address), tls, patience, sender, receiver, authority));
    }

    private static String host(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf(':')));
    }

    private static int port(String address) {
        if (!address.matches("[^\\s/]+:[1-9][0-9]{0,4}")) {
            throw new InvalidSettingException("hl7.address=" + address + ": must be HOST:PORT");
        }
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
