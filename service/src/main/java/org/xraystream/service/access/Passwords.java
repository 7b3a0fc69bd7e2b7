package org.xraystream.service.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Passwords and their bcrypt hashes (N. Provos, D. Mazières 1999), of which one takes about a quarter of a second. */
public final class Passwords {

    /** Fewest characters of a password. */
    public static final int SHORTEST = 12;

    /** bcrypt takes no more. */
    private static final int MOST_BYTES = 72;

    /** What {@link #isAllowed} asks for. */
    static final String ALLOWED =
            "a password must have at least " + SHORTEST + " characters and at most " + MOST_BYTES + " bytes";

    private static final int COST = 12;
    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 4;
    /** Nothing that one takes for another. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** A password of 99 random bits that can be read aloud. */
    public static String generate() {
        return IntStream.range(0, GROUPS).mapToObj(group -> group()).collect(Collectors.joining("-"));
    }

    private static String group() {
        return RANDOM.ints(GROUP_LENGTH, 0, LETTERS.length())
                .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                .collect(Collectors.joining());
    }

    /**
     * The hash to keep of a password.
     *
     * @throws IllegalArgumentException if the password is too short or too long
     */
    public static String hash(String password) {
        if (!isAllowed(password)) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return BCrypt.with(BCrypt.Version.VERSION_2B, RANDOM, LongPasswordStrategies.strict(BCrypt.Version.VERSION_2B))
                .hashToString(COST, password.toCharArray());
    }

    static boolean isAllowed(String password) {
        return password.length() >= SHORTEST && fits(password);
    }

    /** Whether a password has this hash. Takes as long where it has not. */
    static boolean matches(String password, String hash) {
        boolean fits = fits(password);
        boolean verified = BCrypt.verifyer().verify((fits ? password : "").toCharArray(), hash).verified;
        return fits && verified;
    }

    private static boolean fits(String password) {
        return password.getBytes(UTF_8).length <= MOST_BYTES;
    }
}
