package org.xraystream.dicom;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** DICOM UIDs that follow from what they name, so that the same always gets the same. */
public final class DerivedUid {
    /** DICOM's root for UIDs made from UUIDs (PS3.5, B.2). */
    private static final String UUID_ROOT = "2.25.";

    private static final int UUID_BYTES = 16;

    private DerivedUid() {}

    /** The first 128 bits of the content's SHA-256 as a UUID of version 8 (RFC 9562), written as a DICOM UID. */
    public static String of(byte[] content) {
        byte[] uuid = new byte[UUID_BYTES];
        ByteBuffer.wrap(sha256(content)).get(uuid);
        uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x80);
        uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80);
        return UUID_ROOT + new BigInteger(1, uuid);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
