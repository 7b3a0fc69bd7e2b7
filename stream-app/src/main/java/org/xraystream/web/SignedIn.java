package org.xraystream.web;

import io.javalin.http.Context;
import java.util.Optional;

/** Tells who asks. Called for every request, from any thread. */
public interface SignedIn {

    /** Nobody ever is. */
    SignedIn NOBODY = context -> Optional.empty();

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
}
