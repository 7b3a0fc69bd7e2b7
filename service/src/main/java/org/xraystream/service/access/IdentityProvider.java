package org.xraystream.service.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hospital's identity provider: OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636), ID tokens
 * signed by one of the provider's published keys. Asked for its addresses at the first sign-in, since it may be away when
 * the service starts. Thread-safe.
 */
final class IdentityProvider {

    private static final int TIMEOUT_MS = 5_000;

    /** Never one with a shared secret, nor none at all. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

    private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    private final OidcSettings settings;
    private final ClientID clientId;
    private final URI callback;
    private volatile Optional<Known> known = Optional.empty();

    IdentityProvider(OidcSettings settings, URI callback) {
        this.settings = settings;
        this.clientId = new ClientID(settings.clientId());
        this.callback = callback;
    }

    /** Where to send the browser. */
    URI signInAddress(State state, Nonce nonce, CodeVerifier verifier) throws GeneralException, IOException {
        return new AuthenticationRequest.Builder(ResponseType.CODE, Scope.parse(settings.scope()), clientId, callback)
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** Where to send the browser to end the provider's own session; nowhere before the first sign-in. */
    Optional<URI> signOutAddress(URI back) {
        return known.flatMap(provider -> Optional.ofNullable(provider.metadata().getEndSessionEndpointURI()))
                .map(endpoint -> new LogoutRequest(endpoint, null, null, clientId, back, null, null).toURI());
    }

    /**
     * The claims of whoever the code is for.
     *
     * @throws GeneralException if the provider refuses the code or answers nonsense
     * @throws BadJOSEException if the token is not to be believed
     */
    Map<String, Object> claims(AuthorizationCode code, CodeVerifier verifier, Nonce nonce)
            throws GeneralException, IOException, BadJOSEException, JOSEException {
        Known provider = known();
        var grant = new AuthorizationCodeGrant(code, callback, verifier);
        URI endpoint = provider.metadata().getTokenEndpointURI();
        TokenRequest.Builder request = settings.clientSecret().isEmpty()
                ? new TokenRequest.Builder(endpoint, clientId, grant)
                : new TokenRequest.Builder(
                        endpoint,
                        new ClientSecretBasic(
                                clientId, new com.nimbusds.oauth2.sdk.auth.Secret(settings.clientSecret())),
                        grant);
        HTTPRequest http = request.build().toHTTPRequest();
        http.setConnectTimeout(TIMEOUT_MS);
        http.setReadTimeout(TIMEOUT_MS);
        var response = OIDCTokenResponseParser.parse(http.send());
        if (!response.indicatesSuccess()) {
            throw new GeneralException(
                    "the provider refused the code", response.toErrorResponse().getErrorObject());
        }
        var tokens = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
        return provider.validator()
                .validate(tokens.getIDToken(), nonce)
                .toJWTClaimsSet()
                .getClaims();
    }

    private Known known() throws GeneralException, IOException {
        Optional<Known> before = known;
        if (before.isPresent()) {
            return before.get();
        }
        var issuer = new Issuer(settings.issuer());
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, TIMEOUT_MS, TIMEOUT_MS);
        var keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL())
                .retrying(true)
                .build();
        var validator = new IDTokenValidator(
                issuer, clientId, new JWSVerificationKeySelector<SecurityContext>(ALGORITHMS, keys), null);
        var now = new Known(metadata, validator);
        known = Optional.of(now);
        return now;
    }
}
