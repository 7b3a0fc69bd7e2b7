package org.xraystream.service.access;

import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an account may do. The roles stand beside each other: who approves models need not be allowed to read scans. Each
 * of them may look. Named at a route, the one of which an account needs one.
 */
public enum Role implements RouteRole {
    /** Looks at everything: scans, diagnoses, models, quality, health. */
    VIEWER,
    /** Labels scans, comments on them and takes its own labels back. */
    READER,
    /** Approves, rolls back and recalls models, demands trainings, redrives dead letters. */
    OPERATOR,
    /** Answers for another instance of the same installation; nobody is given this by name. */
    PEER;

    private static final Set<Role> GIVEN = Set.of(VIEWER, READER, OPERATOR);

    /**
     * The roles in a list such as {@code READER,OPERATOR}, in either case.
     *
     * @throws IllegalArgumentException if there is none or one is unknown; the message says what is allowed
     */
    public static Set<Role> listed(String list) {
        Set<Role> roles = Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Role::named)
                .collect(Collectors.toUnmodifiableSet());
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("no role is given: must be VIEWER, READER or OPERATOR");
        }
        return roles;
    }

    private static Role named(String name) {
        return GIVEN.stream()
                .filter(role -> role.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": must be VIEWER, READER or OPERATOR"));
    }

    /** The list that {@link #listed} reads. */
    public static String list(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).collect(Collectors.joining(","));
    }
}
