package org.xraystream.service.access;

import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** A way in which people sign in. */
sealed interface SignIn permits LocalSignIn, OidcSignIn {

    /** Adds the routes that it takes. */
    void addTo(RoutesConfig routes);

    /** Those of its paths that take no session. */
    Set<String> openPaths();

    /** The account of a session as it is now; none where what the sign-in rested on is gone. */
    Optional<Account> current(Session session);

    /** Whether people have passwords here, and may change their own. */
    boolean keepsPasswords();

    /** Where a browser must go at its sign-out to end the identity provider's session as well. */
    Optional<URI> signOutUrl();
}
