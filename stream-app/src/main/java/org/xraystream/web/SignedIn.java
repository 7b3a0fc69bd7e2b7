package org.xraystream.web;

import io.javalin.http.Context;
import java.util.Optional;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.service.access.Access;
import org.xraystream.service.access.Role;

/** Tells who asks. Called for every request, from any thread. */
public interface SignedIn {

    /** Whoever has signed in at this service. */
    SignedIn HERE = new SignedIn() {
        @Override
        public Optional<Person> in(Context context) {
            return Access.find(context).map(account -> new Person(account.name(), account.roles()));
        }

        @Override
        public void record(Context context, AuditAct act, String subject, AuditOutcome outcome, String detail) {
            var unused = Access.record(context, act, subject, outcome, detail);
        }
    };

    /** Who sent the request; empty if nobody is signed in. */
    Optional<Person> in(Context context);

    /** Who sent the request, who must be somebody. */
    default Person required(Context context) {
        return in(context).orElseThrow(() -> Problem.unauthorized("sign in first"));
    }

    /** Who sent the request, who must have this role. */
    default Person required(Context context, Role role) {
        Person person = required(context);
        if (!person.roles().contains(role)) {
            throw Problem.forbidden("this needs the role " + role);
        }
        return person;
    }

    /**
     * Takes down in the audit what somebody did or tried; nothing where there is no audit.
     *
     * @param subject what it was done to, such as a scan's id or a model's version
     * @param detail more in words, nothing of a patient
     */
    default void record(Context context, AuditAct act, String subject, AuditOutcome outcome, String detail) {}
}
