package org.xraystream.service.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;

/** What a page asks of its own session: {@code GET /api/session} and {@code POST /sign-out}. Thread-safe. */
final class SessionRoutes {

    private final Optional<Doorway> doorway;

    SessionRoutes(Optional<Doorway> doorway) {
        this.doorway = doorway;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/session", this::describe, Role.VIEWER);
        routes.post("/sign-out", this::signOut, Role.VIEWER);
    }

    private void describe(Context context) {
        Account account = Access.account(context);
        List<String> roles = account.roles().stream().sorted().map(Role::name).toList();
        if (Caller.of(context) instanceof Caller.Person person && doorway.isPresent()) {
            context.json(Map.of(
                    "name", account.name(),
                    "roles", roles,
                    "csrfToken", person.forgeryToken(),
                    "keepsPassword", doorway.get().signIn().keepsPasswords(),
                    "endsAt", doorway.get().sessions().endOf(person.session()).toString()));
        } else {
            context.json(Map.of("name", account.name(), "roles", roles));
        }
    }

    private void signOut(Context context) {
        String next = SignInPage.PATH;
        if (Caller.of(context) instanceof Caller.Person person && doorway.isPresent()) {
            Doorway door = doorway.get();
            door.sessions().end(context, person.session());
            var unused =
                    Access.record(context, AuditAct.SIGN_OUT, person.session().digest(), AuditOutcome.DONE, "");
            next = door.signIn().signOutUrl().map(URI::toString).orElse(next);
        }
        context.json(Map.of("next", next));
    }
}
