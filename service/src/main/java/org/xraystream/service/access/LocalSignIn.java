package org.xraystream.service.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;

/**
 * Sign-in with name and password against the local file. Passwords are looked at one at a time, so that guessing never
 * takes more than a core, and an unknown name takes as long as a wrong password. Thread-safe.
 */
final class LocalSignIn implements SignIn {

    private static final Logger log = LoggerFactory.getLogger(LocalSignIn.class);
    private static final String WRONG = "Name or password is wrong.";
    private static final String NOBODYS_HASH = Passwords.hash(Passwords.generate());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UserFile users;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final Acts acts;
    private final SignInPage page = new SignInPage(true);
    private final Semaphore core = new Semaphore(1, true);

    LocalSignIn(UserFile users, Sessions sessions, SignInThrottle throttle, Acts acts) {
        this.users = users;
        this.sessions = sessions;
        this.throttle = throttle;
        this.acts = acts;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        page.addTo(routes);
        routes.post(SignInPage.PATH, this::signIn);
    }

    @Override
    public Set<String> openPaths() {
        return SignInPage.openPaths();
    }

    @Override
    public Optional<Account> current(Session session) {
        return users.find(session.account().name())
                .filter(user -> Secret.same(user.stamp(), session.stamp()))
                .map(User::account);
    }

    @Override
    public Optional<URI> signOutUrl() {
        return Optional.empty();
    }

    private void signIn(Context context) throws InterruptedException {
        String name = parameter(context, "name").strip().toLowerCase(Locale.ROOT);
        Optional<User> user = users.find(name);
        Optional<Duration> wait = throttle.attempt(name, context.ip());
        if (wait.isPresent()) {
            refuseForNow(context, wait.get());
            return;
        }
        if (!core.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            refuseForNow(context, PATIENCE);
            return;
        }
        boolean matches;
        try {
            matches = Passwords.matches(
                    parameter(context, "password"), user.map(User::hash).orElse(NOBODYS_HASH));
        } finally {
            core.release();
        }
        user.filter(known -> matches)
                .ifPresentOrElse(known -> welcome(context, known), () -> refuse(context, user.map(User::account)));
    }

    private void welcome(Context context, User user) {
        throttle.succeeded(user.name(), context.ip());
        Session session = sessions.begin(context, user.account(), user.stamp());
        var unused = acts.record(
                context,
                Optional.of(user.account()),
                AuditAct.SIGN_IN,
                session.digest(),
                AuditOutcome.DONE,
                "password");
        context.redirect(SignInPage.next(context), HttpStatus.SEE_OTHER);
    }

    private void refuse(Context context, Optional<Account> account) {
        // A name that is nobody's may be a password in the wrong field: it is told to no one.
        log.atWarn()
                .addKeyValue("requestId", Access.requestId(context))
                .addKeyValue("who", account.map(Account::name).orElse("unknown"))
                .addKeyValue("address", context.ip())
                .log("sign-in refused");
        var unused =
                acts.record(context, account, AuditAct.SIGN_IN, "", AuditOutcome.REFUSED, "wrong name or password");
        page.show(context, HttpStatus.UNAUTHORIZED, WRONG);
    }

    private void refuseForNow(Context context, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        log.atDebug()
                .addKeyValue("requestId", Access.requestId(context))
                .addKeyValue("address", context.ip())
                .log("sign-in put off");
        context.header(Header.RETRY_AFTER, Long.toString(seconds));
        page.show(
                context,
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many attempts. Try again in " + seconds + (seconds == 1 ? " second." : " seconds."));
    }

    private static String parameter(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }
}
