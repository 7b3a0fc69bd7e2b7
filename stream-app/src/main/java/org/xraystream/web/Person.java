package org.xraystream.web;

import java.util.Set;
import org.xraystream.service.access.Role;

/**
 * Who is signed in.
 *
 * @param account as it stands in labels and releases
 * @param roles empty for one who may only look
 */
public record Person(String account, Set<Role> roles) {
    public Person {
        roles = Set.copyOf(roles);
        if (account.isBlank()) {
            throw new IllegalArgumentException("account: blank, a name needed");
        }
    }
}
