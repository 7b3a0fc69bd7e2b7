package org.xraystream.service.access;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * Where people come in.
 *
 * @param signIn how they sign in
 * @param sessions what they carry from then on
 */
record Doorway(SignIn signIn, Sessions sessions) {

    private static final Logger log = LoggerFactory.getLogger(Doorway.class);

    /** The doorway of a mode; none where nobody can sign in. */
    static Optional<Doorway> from(
            String mode,
            Settings settings,
            Optional<URI> publicUrl,
            Secret secret,
            boolean overTls,
            Acts acts,
            Clock clock) {
        switch (mode) {
            case "local" -> {
                var sessions = new Sessions(settings, secret, mode, overTls, clock);
                return Optional.of(new Doorway(
                        new LocalSignIn(users(settings), sessions, new SignInThrottle(clock), acts), sessions));
            }
            case "oidc" -> {
                var sessions = new Sessions(settings, secret, mode, overTls, clock);
                URI address = publicUrl.orElseThrow(() -> new InvalidSettingException(
                        "http.public-url is missing: the identity provider sends browsers back to it"));
                return Optional.of(new Doorway(
                        new OidcSignIn(OidcSettings.from(settings), address, secret, sessions, acts, clock), sessions));
            }
            case "closed", "none" -> {
                return Optional.empty();
            }
            default ->
                throw new InvalidSettingException(
                        "access.mode=" + mode + ": must be one of closed, local, oidc and none");
        }
    }

    private static UserFile users(Settings settings) {
        var users = new UserFile(Path.of(settings.text("access.users")));
        try {
            if (users.users().isEmpty()) {
                log.atWarn().addKeyValue("file", users.path()).log("no user may sign in yet: see xraystream users add");
            }
            return users;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new InvalidSettingException("access.users: " + e.getMessage());
        }
    }
}
