package org.xraystream.service.access;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who makes a request: a person who has signed in, or a program.
 *
 * @param name as the local file or the identity provider has it: 1 to 128 characters, none of which means anything to
 *     HTML or to a log
 * @param roles what it may do, at least one
 */
public record Account(String name, Set<Role> roles) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._@'+|:/\\\\-]{1,128}");

    public Account {
        roles = Set.copyOf(roles);
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "the name of an account must be 1 to 128 letters, digits, spaces or . _ @ ' + | : / \\ -");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("account " + name + " has no role");
        }
    }

    /** Whether an account may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it may do what takes this role. */
    public boolean may(Role role) {
        return role == Role.VIEWER || roles.contains(role);
    }
}
