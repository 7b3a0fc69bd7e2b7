package org.xraystream.service.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * Sessions in a sealed cookie, so that every instance with the same secret takes those of every other. A session ends
 * after {@code access.session.idle} without a request (default {@code PT30M}), after {@code access.session.longest}
 * (default {@code PT12H}) whatever happens, and at its sign-out.
 *
 * <p>Thread-safe.
 */
final class Sessions {

    /** A cookie is written anew only so often. */
    private static final Duration RENEWAL = Duration.ofMinutes(1);

    private static final String NAME = "xraystream";
    /** A browser takes a cookie of this name only over TLS and from this very host. */
    private static final String NAME_OVER_TLS = "__Host-" + NAME;

    private final Secret secret;
    private final Seal seal;
    private final Duration idle;
    private final Duration longest;
    private final boolean overTls;
    private final EndedSessions ended;
    private final Clock clock;

    /**
     * Sessions of one way to sign in.
     *
     * @param kind the way: a session begun in one is not taken in another
     * @param overTls whether browsers come over TLS
     */
    Sessions(Settings settings, Secret secret, String kind, boolean overTls, Clock clock) {
        this.secret = secret;
        this.seal = new Seal(secret, "session:" + kind);
        this.idle = positive(settings.duration("access.session.idle", Duration.ofMinutes(30)), "access.session.idle");
        this.longest =
                positive(settings.duration("access.session.longest", Duration.ofHours(12)), "access.session.longest");
        this.overTls = overTls;
        this.ended = new EndedSessions(clock, longest);
        this.clock = clock;
    }

    private static Duration positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new InvalidSettingException(name + "=" + duration + ": must be longer than nothing");
        }
        return duration;
    }

    /** Those that were ended before their time. */
    EndedSessions ended() {
        return ended;
    }

    /** Begins a session and gives it to the browser, in the place of any that it had. */
    Session begin(Context context, Account account, String stamp) {
        Session session = Session.begin(account, stamp, clock.instant());
        write(context, session);
        return session;
    }

    /** The session of a request, if it still holds. */
    Optional<Session> find(Context context) {
        Instant now = clock.instant();
        return Optional.ofNullable(context.cookie(cookieName()))
                .flatMap(seal::open)
                .flatMap(Session::of)
                .filter(session -> now.isBefore(session.began().plus(longest)))
                .filter(session -> now.isBefore(session.seen().plus(idle)))
                .filter(session -> !ended.mayContain(session));
    }

    /** Notes that a session is in use. */
    void renew(Context context, Session session) {
        Instant now = clock.instant();
        if (now.isAfter(session.seen().plus(min(RENEWAL, idle.dividedBy(2))))) {
            write(context, session.seenAt(now));
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Ends a session for good and takes it from the browser. */
    void end(Context context, Session session) {
        ended.add(session.digest());
        context.cookie(cookie("", 0));
    }

    /** When it ends even if it is used. */
    Instant endOf(Session session) {
        return session.began().plus(longest);
    }

    /** What a page must send back, in {@code X-CSRF-Token}, with whatever changes something. */
    String forgeryToken(Session session) {
        return secret.signature("forgery", session.id());
    }

    private void write(Context context, Session session) {
        JWTClaimsSet claims = session.claims();
        // No age: it goes when the browser is closed.
        context.cookie(cookie(seal.close(claims), -1));
    }

    private Cookie cookie(String value, int age) {
        // Lax, not strict: a link from the record system to a scan must not lead to the sign-in page.
        return new Cookie(cookieName(), value, "/", age, overTls, true, null, SameSite.LAX);
    }

    private String cookieName() {
        return overTls ? NAME_OVER_TLS : NAME;
    }
}
