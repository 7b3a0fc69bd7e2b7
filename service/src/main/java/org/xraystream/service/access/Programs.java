package org.xraystream.service.access;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * The programs that may make requests: {@code access.token.NAME=ROLE[,ROLE]:TOKEN}, the token at least 32 characters and
 * sent as {@code Authorization: Bearer TOKEN} (RFC 6750). Its account is called {@code program:NAME}. Immutable.
 */
final class Programs {

    private static final String PREFIX = "access.token.";
    private static final String ACCOUNT = "program:";
    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST = 32;

    private record Program(Account account, String tokenDigest) {}

    private final List<Program> programs;

    private Programs(List<Program> programs) {
        this.programs = List.copyOf(programs);
    }

    static Programs from(Settings settings, Secret secret) {
        var peer = new Program(new Account(ACCOUNT + "peer", Set.of(Role.PEER)), Secret.digest(peerToken(secret)));
        return new Programs(Stream.concat(
                        Stream.of(peer),
                        settings.below(PREFIX).entrySet().stream().map(Programs::program))
                .toList());
    }

    /** What the instances of one installation know each other by. */
    static String peerToken(Secret secret) {
        return secret.signature("peer", "token");
    }

    private static Program program(Map.Entry<String, String> setting) {
        String name = setting.getKey();
        int colon = setting.getValue().indexOf(':');
        String token = setting.getValue().substring(colon + 1).strip();
        if (colon < 0 || token.length() < SHORTEST) {
            throw new InvalidSettingException(PREFIX + name + ": must be ROLE:TOKEN with a token of at least "
                    + SHORTEST + " characters (its value is not shown)");
        }
        try {
            return new Program(
                    new Account(ACCOUNT + name, Role.listed(setting.getValue().substring(0, colon))),
                    Secret.digest(token));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(PREFIX + name + ": " + e.getMessage());
        }
    }

    /** Whether a request says that it comes from a program. */
    static boolean speaksIn(Context context) {
        return Optional.ofNullable(context.header(Header.AUTHORIZATION))
                .filter(value -> value.startsWith(SCHEME))
                .isPresent();
    }

    /** The program that a request comes from, if its token is known. */
    Optional<Account> find(Context context) {
        return Optional.ofNullable(context.header(Header.AUTHORIZATION))
                .filter(value -> value.startsWith(SCHEME))
                .map(value -> Secret.digest(value.substring(SCHEME.length()).strip()))
                .flatMap(digest -> programs.stream()
                        .filter(program -> Secret.same(program.tokenDigest(), digest))
                        .findFirst())
                .map(Program::account);
    }
}
