package org.xraystream.modality;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns patient ids into pseudonyms: HMAC-SHA256 (RFC 2104) under a secret of the site. Whoever lacks the secret can
 * neither go back to the id nor try ids out; whoever has it gets the same pseudonym for the same patient always.
 *
 * <p>Thread-safe.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_SECRET_BYTES = 16;

    private final SecretKeySpec key;

    /**
     * Pseudonyms of one site.
     *
     * @param secret at least 16 bytes that nobody can guess
     */
    public Pseudonyms(byte[] secret) {
        if (secret.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("secret of the pseudonyms: " + secret.length + " bytes given, at least "
                    + LEAST_SECRET_BYTES + " needed");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The pseudonym, 64 hexadecimal digits. */
    public String of(String patientId) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(patientId.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
