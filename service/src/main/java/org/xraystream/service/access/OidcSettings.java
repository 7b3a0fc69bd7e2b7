package org.xraystream.service.access;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * How the identity provider is reached and what its words mean here.
 *
 * @param issuer its address, as its tokens name it
 * @param clientId what it calls us
 * @param clientSecret empty for a client that has none
 * @param scope what is asked for, space-separated
 * @param nameClaim claim of the ID token that names the account
 * @param roleClaim claim that lists roles or groups; dots lead into objects
 * @param values which values of it give which role
 */
record OidcSettings(
        URI issuer,
        String clientId,
        String clientSecret,
        String scope,
        String nameClaim,
        String roleClaim,
        Map<Role, Set<String>> values) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    OidcSettings {
        values = Map.copyOf(values);
    }

    static OidcSettings from(Settings settings) {
        return new OidcSettings(
                issuer(settings.text("access.oidc.issuer")),
                settings.text("access.oidc.client-id"),
                settings.text("access.oidc.client-secret", ""),
                settings.text("access.oidc.scope", "openid profile"),
                settings.text("access.oidc.name-claim", "preferred_username"),
                settings.text("access.oidc.role-claim", "roles"),
                Map.of(
                        Role.VIEWER, listed(settings.text("access.oidc.viewers", "viewer")),
                        Role.READER, listed(settings.text("access.oidc.readers", "reader")),
                        Role.OPERATOR, listed(settings.text("access.oidc.operators", "operator"))));
    }

    private static URI issuer(String text) {
        try {
            URI issuer = URI.create(text);
            boolean here = "http".equals(issuer.getScheme()) && THIS_MACHINE.contains(String.valueOf(issuer.getHost()));
            if ("https".equals(issuer.getScheme()) || here) {
                return issuer;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for an address of another kind.
        }
        throw new InvalidSettingException("access.oidc.issuer=" + text + ": must be an https address");
    }

    private static Set<String> listed(String values) {
        return Set.copyOf(Arrays.stream(values.split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList());
    }

    /** The name of the account with these claims. */
    Optional<String> name(Map<String, Object> claims) {
        return Stream.of(nameClaim, "sub")
                .map(claims::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /** The roles of the account with these claims. */
    Set<Role> roles(Map<String, Object> claims) {
        List<String> given = strings(claim(claims, roleClaim));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        values.forEach((role, names) -> {
            if (given.stream().anyMatch(names::contains)) {
                roles.add(role);
            }
        });
        return roles;
    }

    private static @Nullable Object claim(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(inner, path.substring(dot + 1))
                : null;
    }

    private static List<String> strings(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value).split("\\s+"));
    }
}
