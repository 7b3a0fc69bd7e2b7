package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;

/** How a session begins, how it ends, and what is none, tried against a real server. */
class SessionsTest {

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final SettableClock clock = new SettableClock();
    private final Path folder;
    private final UserFile users;
    private GuardedServer server;

    SessionsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        server = start(Map.of());
        users = GuardedServer.users(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private GuardedServer start(Map<String, String> more) throws IOException {
        return GuardedServer.withUsers(folder, clock, more);
    }

    @Test
    void keepsTheCookieFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> response = server.browser().signIn("rita", GuardedServer.PASSWORD);

        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("xraystream=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Max-Age", "Expires", "rita", "READER");
    }

    @Test
    void sendsTheCookieOverTlsOnlyWhereBrowsersComeOverTls() throws Exception {
        server.close();
        server = start(Map.of("http.public-url", "https://xray.example.org"));

        HttpResponse<String> response = server.browser()
                .post(
                        "/sign-in",
                        Browser.form(Map.of("name", "rita", "password", GuardedServer.PASSWORD)),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Origin",
                        "https://xray.example.org");

        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-xraystream=")
                .contains("Secure");
        assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void givesANewSessionAtEverySignInWhateverTheBrowserBroughtAlong() throws Exception {
        Browser browser = server.signedIn("vera");
        String planted = browser.cookie().orElseThrow();

        browser.signIn("otto", GuardedServer.PASSWORD);

        assertThat(browser.cookie().orElseThrow()).isNotEqualTo(planted);
        assertThat(browser.session().get("name").asText()).isEqualTo("otto");
        assertThat(server.browser()
                        .get("/api/scans", "Cookie", "xraystream=" + planted)
                        .body())
                .isEqualTo("scans for vera");
    }

    @Test
    void refusesACookieThatWasTamperedWith() throws Exception {
        String cookie = server.signedIn("rita").cookie().orElseThrow();

        for (int place = 0; place < cookie.length(); place += 7) {
            char other = otherBits(cookie.charAt(place));
            String tampered = cookie.substring(0, place) + other + cookie.substring(place + 1);
            assertThat(server.statusWith(tampered)).as("changed at " + place).isEqualTo(401);
        }
        assertThat(server.statusWith("")).isEqualTo(401);
        assertThat(server.statusWith("e30.e30.e30.e30.e30")).isEqualTo(401);
        assertThat(server.statusWith(cookie)).isEqualTo(200);
    }

    /** Another first bit: the last bits of a last letter of base64 mean nothing. */
    private static char otherBits(char letter) {
        int value = BASE64.indexOf(letter);
        return value < 0 ? 'A' : BASE64.charAt(value ^ 32);
    }

    @Test
    void refusesACookieSealedWithAnotherSecretOrForAnotherPurpose() throws Exception {
        Session session = Session.begin(
                new Account("otto", Set.of(Role.OPERATOR)),
                users.find("otto").orElseThrow().stamp(),
                clock.instant());
        var secret = new Secret(GuardedServer.SECRET);

        assertThat(server.statusWith(new Seal(secret, "session:local").close(session.claims())))
                .isEqualTo(200);
        assertThat(server.statusWith(new Seal(secret, "session:oidc").close(session.claims())))
                .isEqualTo(401);
        assertThat(server.statusWith(new Seal(secret, "sign-in").close(session.claims())))
                .isEqualTo(401);
        assertThat(server.statusWith(new Seal(new Secret("x".repeat(32)), "session:local").close(session.claims())))
                .isEqualTo(401);
    }

    @Test
    void endsASessionThatNobodyUses() throws Exception {
        Browser browser = server.signedIn("rita");

        clock.advance(Duration.ofMinutes(29));
        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(29));
        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(31));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"Accept, text/event-stream", "Sec-Fetch-Dest, image", "X-Unattended, yes"})
    void takesWhatAPageAsksOfItsOwnAccordForNoUse(String header, String value) throws Exception {
        Browser browser = server.signedIn("rita");

        clock.advance(Duration.ofMinutes(20));
        assertThat(browser.get("/api/scans", header, value).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(20));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void endsEverySessionAfterItsLongestTime() throws Exception {
        Browser browser = server.signedIn("rita");

        for (int quarter = 0; quarter < 12 * 4 - 1; quarter++) {
            clock.advance(Duration.ofMinutes(15));
            assertThat(browser.get("/api/scans").statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(15));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSessionAtItsSignOutEvenForWhoeverCopiedTheCookie() throws Exception {
        Browser browser = server.signedIn("rita");
        String copied = browser.cookie().orElseThrow();

        HttpResponse<String> response = browser.postFromPage("/sign-out", "");

        assertThat(response.body()).isEqualTo("{\"next\":\"/sign-in\"}");
        assertThat(browser.cookie()).isEmpty();
        assertThat(server.statusWith(copied)).isEqualTo(401);
        assertThat(server.audited())
                .extracting(AuditEvent::getWho, AuditEvent::getAct)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("rita", AuditAct.SIGN_IN),
                        org.assertj.core.groups.Tuple.tuple("rita", AuditAct.SIGN_OUT));
    }

    @Test
    void endsTheSessionsOfAPasswordWithIt() throws Exception {
        Browser browser = server.signedIn("rita");

        users.replace(
                users.find("rita").orElseThrow(),
                new User("rita", Set.of(Role.READER), Passwords.hash("another password")));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSessionsOfARemovedUser() throws Exception {
        Browser browser = server.signedIn("rita");

        users.remove("rita");

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void takesTheSessionsOfAnotherInstance() throws Exception {
        try (GuardedServer other = start(Map.of())) {
            String cookie = server.signedIn("rita").cookie().orElseThrow();

            HttpResponse<String> response = other.browser().get("/api/scans", "Cookie", "xraystream=" + cookie);

            assertThat(response.body()).isEqualTo("scans for rita");
        }
    }

    /** Somebody may have signed out while it was down. */
    @Test
    void takesNoSessionFromBeforeItsStartUntilItKnowsTheSignOuts() throws Exception {
        String cookie = server.signedIn("rita").cookie().orElseThrow();
        clock.advance(Duration.ofMinutes(1));
        try (GuardedServer restarted = start(Map.of())) {
            assertThat(restarted
                            .browser()
                            .get("/api/scans", "Cookie", "xraystream=" + cookie)
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
