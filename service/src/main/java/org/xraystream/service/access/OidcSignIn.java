package org.xraystream.service.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;

/**
 * Sign-in at the hospital's {@link IdentityProvider}. What must come back with the browser (state, nonce, verifier, the
 * page it wanted) travels in a sealed cookie that holds for ten minutes. Roles hold as long as the session. Thread-safe.
 */
final class OidcSignIn implements SignIn {

    static final String CALLBACK_PATH = SignInPage.PATH + "/callback";

    private static final Logger log = LoggerFactory.getLogger(OidcSignIn.class);
    private static final String START_PATH = SignInPage.PATH + "/provider";
    private static final String COOKIE = "xraystream-sign-in";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String FAILED = "The sign-in did not succeed. Please try again.";

    private final OidcSettings settings;
    private final IdentityProvider provider;
    private final URI publicUrl;
    private final Sessions sessions;
    private final Acts acts;
    private final Seal seal;
    private final Clock clock;
    private final SignInPage page = new SignInPage(false);

    OidcSignIn(OidcSettings settings, URI publicUrl, Secret secret, Sessions sessions, Acts acts, Clock clock) {
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.provider = new IdentityProvider(settings, publicUrl.resolve(CALLBACK_PATH));
        this.sessions = sessions;
        this.acts = acts;
        this.seal = new Seal(secret, "sign-in");
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        page.addTo(routes);
        routes.get(START_PATH, this::start);
        routes.get(CALLBACK_PATH, this::callback);
    }

    @Override
    public Set<String> openPaths() {
        return Stream.concat(SignInPage.openPaths().stream(), Stream.of(START_PATH, CALLBACK_PATH))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Account> current(Session session) {
        return Optional.of(session.account());
    }

    @Override
    public boolean keepsPasswords() {
        return false;
    }

    @Override
    public Optional<URI> signOutUrl() {
        return provider.signOutAddress(publicUrl.resolve(SignInPage.PATH));
    }

    private void start(Context context) {
        var state = new State();
        var nonce = new Nonce();
        var verifier = new CodeVerifier();
        try {
            URI address = provider.signInAddress(state, nonce, verifier);
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .claim("state", state.getValue())
                    .claim("nonce", nonce.getValue())
                    .claim("verifier", verifier.getValue())
                    .claim("next", SignInPage.next(context))
                    .expirationTime(Date.from(clock.instant().plus(PATIENCE)))
                    .build();
            context.cookie(cookie(seal.close(claims), (int) PATIENCE.toSeconds()));
            context.redirect(address.toString(), HttpStatus.SEE_OTHER);
        } catch (GeneralException | IOException e) {
            log.atError().addKeyValue("cause", e.getMessage()).log("identity provider does not answer");
            page.show(context, HttpStatus.SERVICE_UNAVAILABLE, "The identity provider does not answer.");
        }
    }

    private void callback(Context context) {
        Optional<JWTClaimsSet> begun = Optional.ofNullable(context.cookie(COOKIE))
                .flatMap(seal::open)
                .filter(claims ->
                        clock.instant().isBefore(claims.getExpirationTime().toInstant()));
        context.cookie(cookie("", 0));
        if (begun.isEmpty()) {
            refuse(context, "no sign-in was begun here", FAILED);
            return;
        }
        try {
            finish(context, begun.get());
        } catch (GeneralException | IOException | ParseException | BadJOSEException | JOSEException e) {
            refuse(context, String.valueOf(e.getMessage()), FAILED);
        }
    }

    private void finish(Context context, JWTClaimsSet begun)
            throws GeneralException, IOException, ParseException, BadJOSEException, JOSEException {
        AuthenticationResponse response = AuthenticationResponseParser.parse(
                URI.create(publicUrl.resolve(CALLBACK_PATH) + "?" + context.queryString()));
        if (!response.indicatesSuccess()) {
            refuse(context, "the provider refused: " + code(response), FAILED);
            return;
        }
        boolean ours = response.getState() != null
                && Secret.same(response.getState().getValue(), begun.getStringClaim("state"));
        boolean itsOwn = response.getIssuer() == null
                || response.getIssuer().getValue().equals(settings.issuer().toString());
        if (!ours || !itsOwn) {
            refuse(context, "state or issuer is not the one asked for", FAILED);
            return;
        }
        Map<String, Object> claims = provider.claims(
                response.toSuccessResponse().getAuthorizationCode(),
                new CodeVerifier(begun.getStringClaim("verifier")),
                new Nonce(begun.getStringClaim("nonce")));
        Optional<String> name = settings.name(claims).filter(Account::isName);
        Set<Role> roles = settings.roles(claims);
        if (name.isEmpty() || roles.isEmpty()) {
            refuse(
                    context,
                    name.isEmpty() ? "no usable name in the token" : "no role in the token for " + name.get(),
                    "Your account may not sign in here. Ask whoever runs Xraystream.");
            return;
        }
        welcome(context, new Account(name.get(), roles), SignInPage.ours(begun.getStringClaim("next")));
    }

    private static String code(AuthenticationResponse response) {
        return String.valueOf(response.toErrorResponse().getErrorObject().getCode());
    }

    private void welcome(Context context, Account account, String next) {
        Session session = sessions.begin(context, account, "");
        var unused = acts.record(
                context, Optional.of(account), AuditAct.SIGN_IN, session.digest(), AuditOutcome.DONE, "provider");
        context.redirect(next, HttpStatus.SEE_OTHER);
    }

    private void refuse(Context context, String reason, String message) {
        log.atWarn()
                .addKeyValue("requestId", Access.requestId(context))
                .addKeyValue("address", context.ip())
                .addKeyValue("reason", reason)
                .log("sign-in refused");
        var unused =
                acts.record(context, Optional.empty(), AuditAct.SIGN_IN, "", AuditOutcome.REFUSED, "identity provider");
        page.show(context, HttpStatus.UNAUTHORIZED, message);
    }

    private Cookie cookie(String value, int age) {
        boolean secure = "https".equals(publicUrl.getScheme());
        return new Cookie(COOKIE, value, CALLBACK_PATH, age, secure, true, null, SameSite.LAX);
    }
}
