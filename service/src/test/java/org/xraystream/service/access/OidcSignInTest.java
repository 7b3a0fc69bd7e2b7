package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/** The whole way to an identity provider and back, with one that means well and with several that do not. */
class OidcSignInTest {

    private final SettableClock clock = new SettableClock();
    private final TestProvider provider = new TestProvider();
    private final GuardedServer server;

    OidcSignInTest(@TempDir Path files) throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        server = new GuardedServer(
                Map.of(
                        "access.mode",
                        "oidc",
                        "access.secret",
                        GuardedServer.SECRET,
                        "access.oidc.issuer",
                        provider.issuer(),
                        "access.oidc.client-id",
                        TestProvider.CLIENT,
                        "access.oidc.client-secret",
                        TestProvider.CLIENT_SECRET,
                        "access.oidc.role-claim",
                        "realm_access.roles",
                        "access.oidc.readers",
                        "radiology, chief",
                        "http.public-url",
                        "http://127.0.0.1:" + port),
                clock,
                files,
                port);
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
    }

    /** Goes the whole way, as a browser follows the redirects. */
    private HttpResponse<String> signIn(Browser browser) throws Exception {
        HttpResponse<String> toProvider = browser.open("/sign-in/provider?next=%2Fscans");
        assertThat(toProvider.statusCode()).isEqualTo(303);
        HttpResponse<String> back = browser.open(Browser.location(toProvider));
        return browser.open(Browser.location(back));
    }

    @Test
    void signsInWithTheRolesThatTheProviderNames() throws Exception {
        Browser browser = server.browser();
        assertThat(browser.open("/sign-in?next=%2Fscans").body()).contains("/sign-in/provider?next=%2Fscans");

        HttpResponse<String> response = signIn(browser);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(Browser.location(response)).endsWith("/scans");
        assertThat(browser.session().get("name").asText()).isEqualTo("dr.rita@hospital.example");
        assertThat(browser.session().get("roles").toString()).isEqualTo("[\"READER\"]");
        assertThat(browser.postFromPage("/api/labels", "{}").statusCode()).isEqualTo(200);
        assertThat(browser.postFromPage("/api/recalls", "{}").statusCode()).isEqualTo(403);
        assertThat(server.audited().get(0).getWho()).isEqualTo("dr.rita@hospital.example");
    }

    @Test
    void leadsASignOutToTheProvidersOwn() throws Exception {
        Browser browser = server.browser();
        signIn(browser);
        String copied = browser.cookie().orElseThrow();

        HttpResponse<String> response = browser.postFromPage("/sign-out", "");

        assertThat(response.body()).contains(provider.issuer() + "/end?", "client_id=" + TestProvider.CLIENT);
        assertThat(server.browser()
                        .get("/api/scans", "Cookie", "xraystream=" + copied)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(value = TestProvider.Signing.class, names = "PUBLISHED_KEY", mode = EnumSource.Mode.EXCLUDE)
    void refusesATokenThatTheProviderDidNotSign(TestProvider.Signing signing) throws Exception {
        provider.signing = signing;

        assertRefused(server.browser());
    }

    static Stream<Arguments> untrueClaims() {
        return Stream.of(
                untrue("another issuer", token -> token.issuer("https://evil.example")),
                untrue("another audience", token -> token.audience("another client")),
                untrue(
                        "expired",
                        token -> token.expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1))))),
                untrue("another nonce", token -> token.claim("nonce", "replayed")),
                untrue("no nonce", token -> token.claim("nonce", null)),
                untrue("no role", token -> token.claim("realm_access", Map.of("roles", List.of("cardiology")))),
                untrue("no roles at all", token -> token.claim("realm_access", null)),
                untrue("a script for a name", token -> token.claim("preferred_username", "<script>alert(1)</script>")),
                untrue(
                        "a line break in the name",
                        token -> token.claim("preferred_username", "rita\nINFO all is well")));
    }

    private static Arguments untrue(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untrueClaims")
    void refusesATokenWith(String what, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        provider.claims = change;

        assertRefused(server.browser());
    }

    private void assertRefused(Browser browser) throws Exception {
        HttpResponse<String> response = signIn(browser);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("role=\"alert\"").doesNotContain("<script", "evil");
        assertThat(browser.cookie()).isEmpty();
        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
        assertThat(server.audited()).extracting(AuditEvent::getOutcome).containsExactly(AuditOutcome.REFUSED);
    }

    @Test
    void refusesACallbackThatItDidNotAskFor() throws Exception {
        Browser attacker = server.browser();
        String begunByAttacker = Browser.location(attacker.open("/sign-in/provider"));
        String callback = Browser.location(attacker.open(begunByAttacker));
        Browser victim = server.browser();

        assertThat(victim.open(callback).statusCode()).isEqualTo(401);
        victim.open("/sign-in/provider");
        assertThat(victim.open(callback).statusCode()).isEqualTo(401);
        assertThat(victim.cookie()).isEmpty();
    }

    @Test
    void refusesACallbackASecondTimeOrTooLate() throws Exception {
        Browser browser = server.browser();
        String callback = Browser.location(browser.open(Browser.location(browser.open("/sign-in/provider"))));
        clock.advance(Duration.ofMinutes(11));

        assertThat(browser.open(callback).statusCode()).isEqualTo(401);

        Browser again = server.browser();
        String fresh = Browser.location(again.open(Browser.location(again.open("/sign-in/provider"))));
        assertThat(again.open(fresh).statusCode()).isEqualTo(303);
        assertThat(again.open(fresh).statusCode()).isEqualTo(401);
    }

    @Test
    void saysSoWhereTheProviderIsAway() throws Exception {
        provider.close();

        HttpResponse<String> response = server.browser().open("/sign-in/provider");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("The identity provider does not answer.");
    }

    @Test
    void logsNeitherCodeNorTokenNorSecret() throws Exception {
        try (var log = new CapturedLog()) {
            Browser browser = server.browser();
            String toProvider = Browser.location(browser.open("/sign-in/provider"));
            String callback = Browser.location(browser.open(toProvider));
            browser.open(callback);
            server.browser().open(callback);
            provider.signing = TestProvider.Signing.OTHER_KEY;
            signIn(server.browser());

            String code = callback.replaceAll(".*code=([^&]*).*", "$1");
            String lines = String.join("\n", log.lines());
            assertThat(code).hasSizeGreaterThan(40);
            assertThat(lines).contains("sign-in refused");
            assertThat(lines).doesNotContain(code, TestProvider.CLIENT_SECRET, "eyJ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://provider.example", "ftp://provider.example", "provider"})
    void wantsAProviderThatNobodyCanPretendToBe(String issuer) {
        var settings = Settings.of(Map.of(
                "access.mode",
                "oidc",
                "access.oidc.issuer",
                issuer,
                "access.oidc.client-id",
                "x",
                "http.public-url",
                "https://x.example"));

        assertThatThrownBy(() -> Access.from(settings, event -> CompletableFuture.completedFuture(null), clock))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("access.oidc.issuer=" + issuer);
    }
}
