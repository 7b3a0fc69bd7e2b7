package org.xraystream.service.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;

/**
 * Stands before every route and every static file. A path that is not one of the few open ones, letter by letter, takes a
 * caller who is known; a request that changes something takes a page of ours as its origin and the session's forgery
 * token; a route takes one of its roles, and where it names none, {@link Role#VIEWER} to look and {@link Role#OPERATOR}
 * to change. Thread-safe.
 */
final class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);
    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final String API = "/api/";
    /** So much of what is refused is taken in all the same: a caller whom we leave sending never hears our answer. */
    private static final int TAKEN_IN = 1024 * 1024;

    private final Callers callers;
    private final Set<String> openPaths;
    private final Optional<URI> publicUrl;
    private final boolean overTls;
    private final boolean hasSignInPage;
    private final Acts acts;

    Guard(
            Callers callers,
            Set<String> openPaths,
            Optional<URI> publicUrl,
            boolean overTls,
            boolean hasSignInPage,
            Acts acts) {
        this.callers = callers;
        this.openPaths = Set.copyOf(openPaths);
        this.publicUrl = publicUrl;
        this.overTls = overTls;
        this.hasSignInPage = hasSignInPage;
        this.acts = acts;
    }

    void addTo(RoutesConfig routes) {
        routes.before(this::prepare);
        routes.before(this::admit);
        routes.beforeMatched(this::checkRole);
        routes.exception(Problem.class, this::refuse);
    }

    private void prepare(Context context) {
        String id = Optional.ofNullable(context.header(Access.REQUEST_ID))
                .filter(given -> REQUEST_ID.matcher(given).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        context.attribute(Access.REQUEST_ID, id);
        acts.addTo(context);
        callers.addTo(context);
        context.header(Access.REQUEST_ID, id);
        SecurityHeaders.addTo(context, overTls);
        if (context.contentLength() > Access.LARGEST_BODY) {
            throw Problem.tooLarge("a request may have " + Access.LARGEST_BODY + " bytes at most");
        }
    }

    private void admit(Context context) {
        boolean open = openPaths.contains(context.path());
        boolean changes = !SAFE.contains(context.method());
        RequestOrigin origin = RequestOrigin.of(context, publicUrl);
        Caller caller = open ? new Caller.Nobody() : callers.of(context);
        context.attribute(Caller.ATTRIBUTE, caller);
        if (caller instanceof Caller.Nobody && !open) {
            throw Problem.unknown();
        }
        if (changes && !caller.mayChange(context, origin)) {
            throw Problem.forbidden("the request does not come from a page of this service");
        }
    }

    private void checkRole(Context context) {
        if (openPaths.contains(context.path())) {
            return;
        }
        Set<Role> wanted = context.routeRoles().stream()
                .filter(Role.class::isInstance)
                .map(Role.class::cast)
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            wanted.add(SAFE.contains(context.method()) ? Role.VIEWER : Role.OPERATOR);
        }
        Account account = Access.account(context);
        if (wanted.stream().noneMatch(account::may)) {
            throw Problem.forbidden("this takes the role " + Role.list(wanted));
        }
    }

    private void refuse(Problem problem, Context context) {
        Optional<Account> account = Caller.of(context).account();
        log.atLevel(levelOf(problem.status()))
                .addKeyValue("requestId", Access.requestId(context))
                .addKeyValue("method", context.method())
                .addKeyValue("path", context.path())
                .addKeyValue("status", problem.status().getCode())
                .addKeyValue("who", account.map(Account::name).orElse("unknown"))
                .addKeyValue("address", context.ip())
                .addKeyValue("reason", problem.detail())
                .log("request refused");
        if (problem.status().equals(HttpStatus.FORBIDDEN) && account.isPresent()) {
            String subject = context.method() + " " + context.path();
            var unused =
                    acts.record(context, account, AuditAct.ACCESS, subject, AuditOutcome.REFUSED, problem.detail());
        }
        takeIn(context);
        if (problem.status().equals(HttpStatus.UNAUTHORIZED) && hasSignInPage && wantsPage(context)) {
            context.redirect(SignInPage.PATH + "?next=" + encoded(context), HttpStatus.FOUND);
        } else {
            problem.answer(context);
        }
    }

    private static Level levelOf(HttpStatus status) {
        return switch (status) {
            case FORBIDDEN, CONTENT_TOO_LARGE -> Level.WARN;
            // Everybody's first visit is one without a session.
            case UNAUTHORIZED -> Level.INFO;
            default -> Level.DEBUG;
        };
    }

    private static void takeIn(Context context) {
        try {
            context.req().getInputStream().skipNBytes(TAKEN_IN);
        } catch (IOException e) {
            // The body has ended, or the caller has gone.
        }
    }

    private static boolean wantsPage(Context context) {
        return HandlerType.GET.equals(context.method())
                && !context.path().startsWith(API)
                && Optional.ofNullable(context.header(Header.ACCEPT)).orElse("").contains("text/html");
    }

    private static String encoded(Context context) {
        String query = Optional.ofNullable(context.queryString())
                .map(text -> "?" + text)
                .orElse("");
        return URLEncoder.encode(SignInPage.ours(context.path() + query), StandardCharsets.UTF_8);
    }
}
