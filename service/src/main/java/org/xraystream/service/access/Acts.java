package org.xraystream.service.access;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;
import org.xraystream.service.audit.AuditLog;

/** Takes down what is done by requests. Thread-safe. */
final class Acts {

    private static final String ATTRIBUTE = "xraystream.acts";
    private static final String UNKNOWN = "unknown";

    private final AuditLog log;
    private final Clock clock;

    Acts(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Lets the handlers of a request find this. */
    void addTo(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    /** What a request is taken down in, on a server that access was installed on. */
    static Acts of(Context context) {
        if (context.attribute(ATTRIBUTE) instanceof Acts acts) {
            return acts;
        }
        throw new IllegalStateException("access is not installed on this server");
    }

    /**
     * Takes an act down.
     *
     * @param who nobody where a name was given that is nobody's: it might be a password
     */
    CompletableFuture<Void> record(
            Context context, Optional<Account> who, AuditAct act, String subject, AuditOutcome outcome, String detail) {
        List<String> roles = new ArrayList<>();
        who.ifPresent(
                account -> account.roles().stream().sorted().map(Role::name).forEach(roles::add));
        return log.record(AuditEvent.newBuilder()
                .setWho(who.map(Account::name).orElse(UNKNOWN))
                .setRoles(roles)
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setAct(act)
                .setSubject(subject)
                .setOutcome(outcome)
                .setDetail(detail)
                .setRequestId(Access.requestId(context))
                .setAddress(context.ip())
                .build());
    }
}
