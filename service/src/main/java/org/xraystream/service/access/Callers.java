package org.xraystream.service.access;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/** Finds out who makes a request. Thread-safe. */
final class Callers {

    private static final String ATTRIBUTE = "xraystream.callers";

    /** Sent by a page in front of which nobody has done anything for a while. */
    private static final String UNATTENDED = "X-Unattended";

    private final Programs programs;
    private final Optional<Doorway> doorway;
    private final Optional<Account> whoever;

    /**
     * Finds programs and people.
     *
     * @param doorway none where nobody can sign in
     * @param whoever the account of everybody, where access is switched off
     */
    Callers(Programs programs, Optional<Doorway> doorway, Optional<Account> whoever) {
        this.programs = programs;
        this.doorway = doorway;
        this.whoever = whoever;
    }

    /** Lets the handler of a request ask again. */
    void addTo(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    /** Whether whoever made a request could still make it. */
    static boolean stillKnow(Context context) {
        return context.attribute(ATTRIBUTE) instanceof Callers callers
                && !(callers.of(context) instanceof Caller.Nobody);
    }

    Caller of(Context context) {
        if (Programs.speaksIn(context)) {
            return programs.find(context)
                    .<Caller>map(Caller.Program::new)
                    .or(() -> whoever.map(Caller.Anybody::new))
                    .orElseThrow(() -> new Problem(HttpStatus.UNAUTHORIZED, "the token is not known"));
        }
        return whoever.<Caller>map(Caller.Anybody::new)
                .or(() -> doorway.flatMap(door -> person(context, door)))
                .orElseGet(Caller.Nobody::new);
    }

    private static Optional<Caller> person(Context context, Doorway door) {
        return door.sessions()
                .find(context)
                .flatMap(session -> door.signIn().current(session).map(account -> {
                    if (!isUnattended(context)) {
                        door.sessions().renew(context, session);
                    }
                    return new Caller.Person(
                            session.of(account), door.sessions().forgeryToken(session));
                }));
    }

    /** A page left open asks again and again for its stream, for pictures and for what is new: that is no use by a person. */
    private static boolean isUnattended(Context context) {
        return Optional.ofNullable(context.header(Header.ACCEPT)).orElse("").contains("text/event-stream")
                || "image".equals(context.header("Sec-Fetch-Dest"))
                || context.header(UNATTENDED) != null;
    }
}
