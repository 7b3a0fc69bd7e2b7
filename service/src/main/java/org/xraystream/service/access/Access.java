package org.xraystream.service.access;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.audit.AuditLog;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * Who may make which request of a service. {@code access.mode} says who there is: {@code closed} (the default: nobody but
 * programs), {@code local} (the users of the file {@code access.users}), {@code oidc} (those of an identity provider, see
 * {@link OidcSettings}), {@code none} (everybody may do everything). Programs come with tokens ({@link Programs}) in every
 * mode.
 *
 * <p>A route names the roles of which it takes one, as in {@code routes.post("/api/labels", handler, Role.READER)}; its
 * handler finds who asks with {@link #account}. {@code GET /api/session} tells a page who has signed in and the token
 * that it must send as {@code X-CSRF-Token} with whatever changes something; {@code POST /sign-out} ends the session.
 *
 * <p>Thread-safe.
 */
public final class Access {

    /** Largest body of a request, in bytes. */
    public static final int LARGEST_BODY = 64 * 1024;

    static final String REQUEST_ID = "X-Request-Id";

    private static final Logger log = LoggerFactory.getLogger(Access.class);
    private static final Set<String> ALWAYS_OPEN = Set.of("/health/live", "/health/ready", "/metrics");

    private final Optional<Doorway> doorway;
    private final Guard guard;
    private final Clock clock;

    private Access(Optional<Doorway> doorway, Guard guard, Clock clock) {
        this.doorway = doorway;
        this.guard = guard;
        this.clock = clock;
    }

    /** The access that the settings describe. */
    public static Access from(Settings settings, AuditLog auditLog, Clock clock) {
        var acts = new Acts(auditLog, clock);
        Secret secret = Secret.from(settings);
        Optional<URI> publicUrl = settings.find("http.public-url").map(Access::address);
        boolean overTls = settings.find("http.tls.keystore").isPresent()
                || publicUrl.map(URI::getScheme).filter("https"::equals).isPresent();
        String mode = settings.text("access.mode", "closed");
        Optional<Doorway> doorway = Doorway.from(mode, settings, publicUrl, secret, overTls, acts, clock);
        var callers = new Callers(Programs.from(settings, secret), doorway, whoever(mode));
        Set<String> open = Stream.concat(
                        ALWAYS_OPEN.stream(), doorway.stream().flatMap(door -> door.signIn().openPaths().stream()))
                .collect(Collectors.toUnmodifiableSet());
        return new Access(doorway, new Guard(callers, open, publicUrl, overTls, doorway.isPresent(), acts), clock);
    }

    /** What another instance of this installation sends as its bearer token, to take a route of {@link Role#PEER}. */
    public static String peerToken(Settings settings) {
        return Programs.peerToken(new Secret(settings.text("access.secret")));
    }

    private static Optional<Account> whoever(String mode) {
        if (!mode.equals("none")) {
            return Optional.empty();
        }
        log.atWarn().log("access.mode=none: whoever reaches this service may do everything");
        return Optional.of(new Account("somebody", Set.of(Role.READER, Role.OPERATOR)));
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for an address of another kind.
        }
        throw new InvalidSettingException(
                "http.public-url=" + text + ": must be an address such as https://xray.example.org");
    }

    /** Puts the guard before whatever else a server answers. */
    public void install(JavalinConfig config) {
        config.http.maxRequestSize = LARGEST_BODY;
        guard.addTo(config.routes);
        new SessionRoutes(doorway).addTo(config.routes);
        doorway.ifPresent(door -> door.signIn().addTo(config.routes));
    }

    /**
     * Learns, from now on, of sign-outs at other instances and before this one started.
     *
     * @return what does so, to be closed at the end; none where nobody can sign in
     */
    public Optional<SignOutFollower> followSignOuts(Connection connection, SchemaRegistry registry) {
        return doorway.map(door ->
                new SignOutFollower(connection, registry, door.sessions().ended(), clock));
    }

    /** Who makes a request. Every handler but those of health, metrics and sign-in may ask: the guard lets nobody else come. */
    public static Account account(Context context) {
        return find(context).orElseThrow(Problem::unknown);
    }

    /** Who makes a request, if that is known. */
    public static Optional<Account> find(Context context) {
        return Caller.of(context).account();
    }

    /**
     * Whether whoever made a request could still make it: no longer once the session has ended, by its time, a sign-out or a
     * changed password. To be asked from time to time by answers that go on and on.
     */
    public static boolean isStillKnown(Context context) {
        return Callers.stillKnow(context);
    }

    /**
     * The account on whose behalf a request is made: the caller's own, or, where access is switched off and nobody is known,
     * the one that the request names.
     */
    public static String actor(Context context, Optional<String> named) {
        String name = account(context).name();
        return Caller.of(context) instanceof Caller.Anybody ? named.orElse(name) : name;
    }

    /** Names a request in the answer, the log and the audit. */
    public static String requestId(Context context) {
        return context.attribute(REQUEST_ID) instanceof String id ? id : "unknown";
    }

    /**
     * Takes down in the audit what whoever makes a request did or tried.
     *
     * @param subject what it was done to, such as a scan's id or a model's version
     * @param detail more in words, nothing of a patient; may be empty
     * @return done once it is safe
     */
    public static CompletableFuture<Void> record(
            Context context, AuditAct act, String subject, AuditOutcome outcome, String detail) {
        return Acts.of(context).record(context, Caller.of(context).account(), act, subject, outcome, detail);
    }

    /**
     * Lets another instance with the same {@code access.secret} answer a request that this one has admitted, as though the
     * caller had come to it.
     */
    public static HttpRequest.Builder forwarded(Context context, HttpRequest.Builder request) {
        Stream.of("Cookie", "Authorization", Caller.FORGERY_TOKEN)
                .forEach(name ->
                        Optional.ofNullable(context.header(name)).ifPresent(value -> request.header(name, value)));
        return request.header(REQUEST_ID, requestId(context)).header("Sec-Fetch-Site", "same-origin");
    }
}
