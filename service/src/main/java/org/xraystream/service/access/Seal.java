package org.xraystream.service.access;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Optional;

/**
 * Hands claims to a browser that can neither read nor change them: JSON Web Encryption (RFC 7516), {@code dir} with
 * {@code A256GCM}. Says nothing of their age. Thread-safe.
 */
final class Seal {

    private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

    private final byte[] key;

    /** A seal that no other purpose's opens. */
    Seal(Secret secret, String purpose) {
        key = secret.key(purpose);
    }

    String close(JWTClaimsSet claims) {
        var token = new EncryptedJWT(HEADER, claims);
        try {
            token.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("claims cannot be sealed", e);
        }
        return token.serialize();
    }

    /** The claims, if this seal closed them and nobody has touched them since. */
    Optional<JWTClaimsSet> open(String token) {
        try {
            var sealed = EncryptedJWT.parse(token);
            if (!EncryptionMethod.A256GCM.equals(sealed.getHeader().getEncryptionMethod())
                    || sealed.getHeader().getCompressionAlgorithm() != null) {
                return Optional.empty();
            }
            sealed.decrypt(new DirectDecrypter(key));
            return Optional.ofNullable(sealed.getJWTClaimsSet());
        } catch (ParseException | JOSEException | RuntimeException e) {
            // The library has null pointers for some tokens that nobody would seal.
            return Optional.empty();
        }
    }
}
