package org.xraystream.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), the name by which a bundle's bytes are known. */
public final class Sha256 {

    private Sha256() {}

    /** The hash of the bytes, 64 lower-case hexadecimal digits. */
    public static String of(byte[] bytes) {
        return hex(digest(), bytes);
    }

    /** A fresh digest, for content that comes in parts. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest, byte[] bytes) {
        return HexFormat.of().formatHex(digest.digest(bytes));
    }
}
