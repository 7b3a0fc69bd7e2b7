package org.xraystream.service.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.service.access.PasswordCheck.Outcome;

/**
 * Lets people change their own password: {@code POST /api/session/password}. It takes the present one, since the browser
 * may stand open, and ends all other sessions of the account: they rest on a password that is gone. Thread-safe.
 */
final class OwnPassword {

    private static final Logger log = LoggerFactory.getLogger(OwnPassword.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UserFile users;
    private final PasswordCheck check;
    private final Sessions sessions;
    private final Acts acts;

    OwnPassword(UserFile users, PasswordCheck check, Sessions sessions, Acts acts) {
        this.users = users;
        this.check = check;
        this.sessions = sessions;
        this.acts = acts;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/session/password", this::change, Role.VIEWER);
    }

    record Wanted(@Nullable String current, @Nullable String next) {}

    private void change(Context context) throws InterruptedException {
        if (!(Caller.of(context) instanceof Caller.Person person)) {
            throw Problem.forbidden("only those who sign in with a password can change it");
        }
        Account account = person.session().account();
        Wanted wanted = wanted(context);
        String current = wanted.current() == null ? "" : wanted.current();
        String next = wanted.next() == null ? "" : wanted.next();
        if (!Passwords.isAllowed(next)) {
            throw Problem.badRequest(Passwords.ALLOWED);
        }
        Outcome outcome = check.of(account.name(), current, context.ip());
        if (outcome instanceof Outcome.NotNow notNow) {
            context.header(Header.RETRY_AFTER, Long.toString(notNow.seconds()));
            throw new Problem(HttpStatus.TOO_MANY_REQUESTS, notNow.inWords());
        }
        if (!(outcome instanceof Outcome.Right right)) {
            record(context, account, AuditOutcome.REFUSED, "wrong password");
            throw new Problem(HttpStatus.FORBIDDEN, "/problems/wrong-password", "the present password is wrong");
        }
        if (next.equals(current)) {
            throw Problem.badRequest("the new password is the present one");
        }
        User user = right.user();
        var changed = new User(user.name(), user.roles(), Passwords.hash(next));
        replace(user, changed);
        Session session = sessions.begin(context, account, changed.stamp());
        record(context, account, AuditOutcome.DONE, "all other sessions ended");
        context.json(Map.of("csrfToken", sessions.forgeryToken(session)));
    }

    private static Wanted wanted(Context context) {
        try {
            Wanted wanted = JSON.readValue(context.bodyAsBytes(), Wanted.class);
            if (wanted != null) {
                return wanted;
            }
        } catch (IOException e) {
            // Said below, as for an empty body.
        }
        throw Problem.badRequest("the body must be JSON with current and next");
    }

    private void replace(User user, User changed) {
        try {
            if (!users.replace(user, changed)) {
                throw Problem.conflict("your account was changed at the same moment: try again");
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            log.atError().addKeyValue("cause", e.getMessage()).log("password cannot be changed");
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE, "the password cannot be kept: the service's log says why");
        }
    }

    private void record(Context context, Account account, AuditOutcome outcome, String detail) {
        var unused = acts.record(context, Optional.of(account), AuditAct.PASSWORD, account.name(), outcome, detail);
    }
}
