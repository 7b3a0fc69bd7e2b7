package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Where the command line keeps what it must remember between commands: {@code ~/.xraystream}, or where the environment
 * variable {@code XRAYSTREAM_HOME} points.
 */
record Home(Path directory) {
    private static final int SECRET_BYTES = 32;

    static Home in(Map<String, String> environment) {
        return new Home(Optional.ofNullable(environment.get("XRAYSTREAM_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".xraystream")));
    }

    /** Where {@code up} keeps its data unless told otherwise. */
    Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Says how to reach the cluster that {@code up} runs. */
    Path runningCluster() {
        return directory.resolve("running.properties");
    }

    /** The secret of this user's pseudonyms: drawn on first use, readable by this user only. */
    byte[] pseudonymSecret() {
        return secret("pseudonym-secret");
    }

    /** The secret that the services' sessions are sealed with: drawn on first use, readable by this user only. */
    String accessSecret() {
        return HexFormat.of().formatHex(secret("access-secret"));
    }

    /** Who may sign in to what {@code up} runs. */
    Path users() {
        return directory.resolve("users");
    }

    private byte[] secret(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                byte[] secret = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(secret);
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                Path fresh = Files.createTempFile(directory, "secret", "", ownerOnly);
                Files.writeString(fresh, HexFormat.of().formatHex(secret));
                Files.move(fresh, file);
            }
            return HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure("the secret cannot be had from " + file + ": " + e, e);
        }
    }
}
