package org.xraystream.service.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * What a browser carries from its sign-in on.
 *
 * @param id 256 random bits, new at every sign-in
 * @param account who signed in
 * @param stamp changes with what the sign-in rested on, such as the password; empty where nothing can change
 * @param began when
 * @param seen when it was last used, give or take a minute
 */
record Session(String id, Account account, String stamp, Instant began, Instant seen) {

    private static final String ROLES = "roles";
    private static final String STAMP = "stamp";
    private static final String SEEN = "seen";

    static Session begin(Account account, String stamp, Instant now) {
        return new Session(Secret.random(), account, stamp, now, now);
    }

    Session seenAt(Instant now) {
        return new Session(id, account, stamp, began, now);
    }

    Session of(Account current) {
        return new Session(id, current, stamp, began, seen);
    }

    /** What may be told of the session without giving it away. */
    String digest() {
        return Secret.digest(id);
    }

    JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .jwtID(id)
                .subject(account.name())
                .claim(ROLES, Role.list(account.roles()))
                .claim(STAMP, stamp)
                .issueTime(Date.from(began))
                .claim(SEEN, seen.getEpochSecond())
                .build();
    }

    static Optional<Session> of(JWTClaimsSet claims) {
        try {
            return Optional.of(new Session(
                    claims.getJWTID(),
                    new Account(claims.getSubject(), Role.listed(claims.getStringClaim(ROLES))),
                    claims.getStringClaim(STAMP),
                    claims.getIssueTime().toInstant(),
                    Instant.ofEpochSecond(claims.getLongClaim(SEEN))));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
