package org.xraystream.service.access;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A user of the local file.
 *
 * @param name 1 to 64 small letters, digits and {@code . _ @ -}, beginning with a letter or digit
 * @param roles what the user may do
 * @param hash bcrypt hash of the password
 */
public record User(String name, Set<Role> roles, String hash) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    public User {
        roles = Set.copyOf(roles);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a user must be 1 to 64 small letters, digits or . _ @ -");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("user " + name + " has no role");
        }
    }

    Account account() {
        return new Account(name, roles);
    }

    /** Another one as soon as the password is. */
    String stamp() {
        return Secret.digest(hash);
    }
}
