package org.xraystream.cli;

import java.nio.charset.StandardCharsets;
import org.xraystream.modality.Pseudonyms;
import org.xraystream.service.settings.Settings;

/** Which pseudonyms the commands give that send scans: the same child gets the same from all of them. */
final class SitePseudonyms {
    private SitePseudonyms() {}

    /** By the secret in the settings, where sites share pseudonyms, or by this user's own. */
    static Pseudonyms of(Settings settings, Terminal terminal) {
        return new Pseudonyms(settings.find("pseudonym.secret")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> Home.in(terminal.environment()).pseudonymSecret()));
    }
}
