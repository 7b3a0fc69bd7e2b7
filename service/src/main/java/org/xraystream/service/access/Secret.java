package org.xraystream.service.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * What the instances of one installation share and nobody else knows. Every use takes a key of its own, derived by HMAC
 * with SHA-256, so that what was sealed for one purpose opens for no other. Thread-safe.
 */
final class Secret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    Secret(String text) {
        if (text.length() < SHORTEST) {
            throw new InvalidSettingException(
                    "access.secret has " + text.length() + " characters: must have at least " + SHORTEST);
        }
        bytes = text.getBytes(UTF_8);
    }

    /** The secret of {@code access.secret}; without it one of this process alone. */
    static Secret from(Settings settings) {
        return new Secret(settings.find("access.secret").orElseGet(Secret::random));
    }

    /** 256 random bits that may stand in a URL or a cookie. */
    static String random() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** A digest that may be shown where the text itself must not be. */
    static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether two texts are the same, in a time that does not tell how nearly. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /** The key for a purpose, 256 bits. */
    byte[] key(String purpose) {
        return sign(bytes, purpose);
    }

    /** A signature of a text for a purpose, in hexadecimal. */
    String signature(String purpose, String text) {
        return HexFormat.of().formatHex(sign(key(purpose), text));
    }

    private static byte[] sign(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
