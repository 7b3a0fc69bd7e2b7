package org.xraystream.service.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.service.access.PasswordCheck.Outcome;

/** Sign-in with name and password against the local file. Thread-safe. */
final class LocalSignIn implements SignIn {

    private static final Logger log = LoggerFactory.getLogger(LocalSignIn.class);
    private static final String WRONG = "Name or password is wrong.";

    private final UserFile users;
    private final Sessions sessions;
    private final PasswordCheck check;
    private final Acts acts;
    private final SignInPage page = new SignInPage(true);

    LocalSignIn(UserFile users, Sessions sessions, SignInThrottle throttle, Acts acts) {
        this.users = users;
        this.sessions = sessions;
        this.check = new PasswordCheck(users, throttle);
        this.acts = acts;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        page.addTo(routes);
        routes.post(SignInPage.PATH, this::signIn);
        new OwnPassword(users, check, sessions, acts).addTo(routes);
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
    public boolean keepsPasswords() {
        return true;
    }

    @Override
    public Optional<URI> signOutUrl() {
        return Optional.empty();
    }

    private void signIn(Context context) throws InterruptedException {
        String name = parameter(context, "name").strip().toLowerCase(Locale.ROOT);
        Outcome outcome = check.of(name, parameter(context, "password"), context.ip());
        if (outcome instanceof Outcome.Right right) {
            welcome(context, right.user());
        } else if (outcome instanceof Outcome.Wrong wrong) {
            refuse(context, wrong.user().map(User::account));
        } else if (outcome instanceof Outcome.NotNow notNow) {
            refuseForNow(context, notNow);
        }
    }

    private void welcome(Context context, User user) {
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

    private void refuseForNow(Context context, Outcome.NotNow notNow) {
        log.atInfo()
                .addKeyValue("requestId", Access.requestId(context))
                .addKeyValue("address", context.ip())
                .log("sign-in put off");
        context.header(Header.RETRY_AFTER, Long.toString(notNow.seconds()));
        page.show(context, HttpStatus.TOO_MANY_REQUESTS, notNow.inWords());
    }

    private static String parameter(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }
}
