package org.xraystream.service.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** An identity provider, small and strict: it checks client, redirect address and PKCE as a real one does. */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "xraystream";
    static final String CLIENT_SECRET = "the client's secret";

    /** How a token is signed. */
    enum Signing {
        PUBLISHED_KEY,
        OTHER_KEY,
        CLIENT_SECRET_AS_KEY,
        NOT_AT_ALL
    }

    private record Begun(String nonce, String challenge, String redirect) {}

    private final RSAKey key = generateKey();
    private final RSAKey otherKey = generateKey();
    private final Map<String, Begun> begun = new ConcurrentHashMap<>();
    private final Javalin server;

    volatile Signing signing = Signing.PUBLISHED_KEY;
    /** Changes the claims of the next tokens. */
    volatile UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;

    TestProvider() {
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/.well-known/openid-configuration", this::describe);
            config.routes.get("/keys", context -> context.json(new JWKSet(key.toPublicJWK()).toJSONObject()));
            config.routes.get("/authorize", this::authorize);
            config.routes.post("/token", this::token);
        });
        server.start("127.0.0.1", 0);
    }

    private static RSAKey generateKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.port();
    }

    private void describe(Context context) {
        context.json(Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize",
                "token_endpoint",
                issuer() + "/token",
                "end_session_endpoint",
                issuer() + "/end",
                "jwks_uri",
                issuer() + "/keys",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256")));
    }

    /** Whoever comes is signed in at once. */
    private void authorize(Context context) {
        if (!"code".equals(context.queryParam("response_type"))
                || !CLIENT.equals(context.queryParam("client_id"))
                || !"S256".equals(context.queryParam("code_challenge_method"))) {
            context.status(400);
            return;
        }
        String code = Secret.random();
        String redirect = String.valueOf(context.queryParam("redirect_uri"));
        begun.put(
                code,
                new Begun(
                        String.valueOf(context.queryParam("nonce")),
                        String.valueOf(context.queryParam("code_challenge")),
                        redirect));
        context.redirect(redirect + "?code=" + code + "&state=" + context.queryParam("state"));
    }

    private void token(Context context) throws JOSEException {
        var credentials = context.basicAuthCredentials();
        Optional<Begun> known = Optional.ofNullable(begun.remove(String.valueOf(context.formParam("code"))));
        boolean client = credentials != null
                && credentials.getUsername().equals(CLIENT)
                && credentials.getPassword().equals(Browser.encoded(CLIENT_SECRET));
        boolean proof = known.filter(asked -> asked.redirect().equals(context.formParam("redirect_uri")))
                .filter(asked -> CodeChallenge.compute(
                                CodeChallengeMethod.S256,
                                new CodeVerifier(String.valueOf(context.formParam("code_verifier"))))
                        .getValue()
                        .equals(asked.challenge()))
                .isPresent();
        if (!client || !proof) {
            context.status(400).json(Map.of("error", "invalid_grant"));
            return;
        }
        context.json(Map.of(
                "access_token", "unused",
                "token_type", "Bearer",
                "id_token", sign(idToken(known.get().nonce())).serialize()));
    }

    private JWTClaimsSet idToken(String nonce) {
        Instant now = Instant.now();
        return claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(CLIENT)
                        .subject("subject-1")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                        .claim("nonce", nonce)
                        .claim("preferred_username", "dr.rita@hospital.example")
                        .claim("realm_access", Map.of("roles", List.of("radiology", "staff"))))
                .build();
    }

    private JWT sign(JWTClaimsSet token) throws JOSEException {
        switch (signing) {
            case PUBLISHED_KEY -> {
                return signed(token, key, key.getKeyID());
            }
            case OTHER_KEY -> {
                return signed(token, otherKey, key.getKeyID());
            }
            case CLIENT_SECRET_AS_KEY -> {
                var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), token);
                jwt.sign(new MACSigner(CLIENT_SECRET + CLIENT_SECRET));
                return jwt;
            }
            default -> {
                return new PlainJWT(token);
            }
        }
    }

    private static SignedJWT signed(JWTClaimsSet token, RSAKey signer, String keyId) throws JOSEException {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), token);
        jwt.sign(new RSASSASigner(signer));
        return jwt;
    }

    @Override
    public void close() {
        server.stop();
    }
}
