package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;

/** What must not be possible, tried against a real server. */
class AccessTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String PROGRAM_TOKEN = "0123456789abcdef0123456789abcdef-program";

    private static String hash = "";

    private final SettableClock clock = new SettableClock();
    private final Path folder;
    private final UserFile users;
    private GuardedServer server;

    AccessTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        users = new UserFile(folder.resolve("users"));
        users.put(new User("vera", Set.of(Role.VIEWER), hash));
        users.put(new User("rita", Set.of(Role.READER), hash));
        users.put(new User("otto", Set.of(Role.OPERATOR), hash));
        Files.createDirectories(folder.resolve("public"));
        Files.writeString(folder.resolve("public/index.html"), "<h1>the reading room</h1>");
        server = start();
    }

    @BeforeAll
    static void hashOnce() {
        hash = Passwords.hash(PASSWORD);
    }

    @BeforeEach
    void isUp() throws Exception {
        assertThat(server.browser().get("/health/live").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private GuardedServer start() {
        return new GuardedServer(settings(), clock, folder.resolve("public"));
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "access.mode",
                "local",
                "access.users",
                folder.resolve("users").toString(),
                "access.secret",
                GuardedServer.SECRET,
                "access.token.nightly",
                "OPERATOR:" + PROGRAM_TOKEN));
    }

    private Browser signedIn(String name) throws Exception {
        Browser browser = server.browser();
        assertThat(browser.signIn(name, PASSWORD).statusCode()).isEqualTo(303);
        return browser;
    }

    // No session.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/scans",
                "/api/session",
                "/api/",
                "/api/nothing-here",
                "/nothing-here",
                "/index.html",
                "/health/live/",
                "/health",
                "/metrics/x",
                "//health/live",
                "/sign-in/",
                "/sign-in.css/x",
                "/health/live;x=y"
            })
    void answersNothingWithoutASession(String path) throws Exception {
        HttpResponse<String> response = server.browser().get(path);

        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(response.body()).doesNotContain("reading room", "scans for", "well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/metrics", "/sign-in", "/sign-in.css"})
    void answersHealthMetricsAndSignInToEverybody(String path) throws Exception {
        assertThat(server.browser().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsAProgramWhatIsWrongInJson() throws Exception {
        HttpResponse<String> response = server.browser().open("/api/scans?page=2");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.body()).contains("\"detail\":\"sign in first\"", "\"requestId\"");
    }

    @Test
    void leadsAPageToTheSignInAndBack() throws Exception {
        Browser browser = server.browser();

        HttpResponse<String> response = browser.open("/models?version=v2&tab=roc");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(Browser.location(response)).isEqualTo("/sign-in?next=%2Fmodels%3Fversion%3Dv2%26tab%3Droc");
        assertThat(browser.get(Browser.location(response)).body().replace("&#x3D;", "="))
                .contains("name=\"next\" value=\"/models?version=v2&amp;tab=roc\"");
        assertThat(Browser.location(browser.signIn("rita", PASSWORD, "/models?version=v2&tab=roc")))
                .endsWith("/models?version=v2&tab=roc");
    }

    // Roles.

    @ParameterizedTest
    @CsvSource({
        "vera, /api/labels, 403",
        "vera, /api/recalls, 403",
        "rita, /api/labels, 200",
        "rita, /api/recalls, 403",
        "otto, /api/labels, 403",
        "otto, /api/recalls, 200"
    })
    void letsEachRoleDoItsOwn(String name, String path, int status) throws Exception {
        Browser browser = signedIn(name);

        HttpResponse<String> response = browser.postFromPage(path, "{}");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(browser.get("/api/scans").body()).isEqualTo("scans for " + name);
        assertThat(browser.open("/").body()).contains("the reading room");
    }

    @Test
    void takesDownWhoTriedWhatIsNotTheirs() throws Exception {
        signedIn("vera").postFromPage("/api/recalls", "{}");

        assertThat(server.audited()).last().satisfies(event -> {
            assertThat(event.getWho()).isEqualTo("vera");
            assertThat(event.getAct()).isEqualTo(AuditAct.ACCESS);
            assertThat(event.getOutcome()).isEqualTo(AuditOutcome.REFUSED);
            assertThat(event.getSubject()).endsWith("/api/recalls");
            assertThat(event.getAddress()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void takesARoleAwayFromTheNextRequestOn() throws Exception {
        Browser browser = signedIn("otto");

        users.put(new User("otto", Set.of(Role.VIEWER), hash));

        assertThat(browser.postFromPage("/api/recalls", "{}").statusCode()).isEqualTo(403);
    }

    // Forged requests.

    @Test
    void refusesAChangeWithoutTheSessionsToken() throws Exception {
        Browser browser = signedIn("otto");
        String othersToken = signedIn("rita").csrfToken();

        assertThat(browser.post("/api/recalls", "{}", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/api/recalls", "{}", "Sec-Fetch-Site", "same-origin", "X-CSRF-Token", othersToken)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1.evil.example",
        "X-Nothing, said"
    })
    void refusesAChangeThatDoesNotComeFromAPageOfOurs(String header, String value) throws Exception {
        Browser browser = signedIn("otto");

        HttpResponse<String> response =
                browser.post("/api/recalls", "{}", header, value, "X-CSRF-Token", browser.csrfToken());

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void takesAChangeFromAPageOfOursInABrowserThatOnlyNamesTheOrigin() throws Exception {
        Browser browser = signedIn("otto");
        String origin = "http://127.0.0.1:" + server.port();

        assertThat(browser.post("/api/recalls", "{}", "Origin", origin, "X-CSRF-Token", browser.csrfToken())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsNoOtherSiteSignAVisitorIn() throws Exception {
        Browser browser = server.browser();
        String form = Browser.form(Map.of("name", "rita", "password", PASSWORD));

        HttpResponse<String> response = browser.post(
                "/sign-in",
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "https://evil.example");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(browser.cookie()).isEmpty();
    }

    // Paths and bodies.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../users",
                "/%2e%2e/users",
                "/..%2fusers",
                "/%2e%2e%2fusers",
                "/public/../../users",
                "/..;/users",
                "/.%00./users",
                "/..\\users",
                "/..%5cusers",
                "//users"
            })
    void servesNoFileOutsideItsFolder(String path) throws Exception {
        String cookie = signedIn("rita").cookie().orElseThrow();

        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: xraystream=" + cookie
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("rita:", "$2b$");
    }

    /** As it stands: a client library would tidy the path up. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        Browser browser = signedIn("rita");
        String large = "x".repeat(Access.LARGEST_BODY + 1);
        HttpRequest unannounced = browser.request(
                        "/api/labels", "Sec-Fetch-Site", "same-origin", "X-CSRF-Token", browser.csrfToken())
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();

        assertThat(browser.postFromPage("/api/labels", large).statusCode()).isEqualTo(413);
        assertThat(browser.send(unannounced).statusCode()).isEqualTo(413);
        assertThat(server.browser()
                        .post("/sign-in", large, "Origin", "http://127.0.0.1:" + server.port())
                        .statusCode())
                .isEqualTo(413);
    }

    // Passwords.

    @Test
    void refusesAThousandWrongPasswordsCheaply() throws Exception {
        Browser browser = server.browser();
        int looked = 0;
        long start = System.nanoTime();

        for (int attempt = 0; attempt < 1000; attempt++) {
            int status = browser.signIn("rita", "wrong password " + attempt).statusCode();
            assertThat(status).isIn(401, 429);
            looked += status == 401 ? 1 : 0;
        }

        assertThat(looked).isBetween(5, 7);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        assertThat(server.audited())
                .hasSize(looked)
                .extracting(AuditEvent::getOutcome)
                .containsOnly(AuditOutcome.REFUSED);
        assertThat(browser.signIn("rita", PASSWORD).statusCode()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(browser.signIn("rita", PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void makesAnAddressWaitThatTriesManyNames() throws Exception {
        Browser browser = server.browser();
        var throttle = new SignInThrottle(clock);
        for (int attempt = 0; attempt < 60; attempt++) {
            throttle.attempt("name-" + attempt, "192.0.2.1");
        }

        assertThat(throttle.attempt("somebody", "192.0.2.1")).isPresent();
        assertThat(throttle.attempt("somebody", "192.0.2.2")).isEmpty();
        assertThat(browser.signIn("rita", PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void answersAnUnknownNameLikeAWrongPassword() throws Exception {
        String unknown = server.browser().signIn("nobody", PASSWORD).body();
        String wrong = server.browser().signIn("rita", "not her password").body();
        String tooLong = server.browser().signIn("rita", "x".repeat(100)).body();

        assertThat(unknown)
                .contains("Name or password is wrong.")
                .isEqualTo(wrong)
                .isEqualTo(tooLong);
    }

    // Sessions.

    @Test
    void keepsTheCookieFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> response = server.browser().signIn("rita", PASSWORD);

        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("xraystream=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Max-Age", "Expires", "rita", "READER");
    }

    @Test
    void sendsTheCookieOverTlsOnlyWhereBrowsersComeOverTls() throws Exception {
        server.close();
        Map<String, String> settings = settings();
        settings.put("http.public-url", "https://xray.example.org");
        server = new GuardedServer(settings, clock, folder.resolve("public"));

        HttpResponse<String> response = server.browser()
                .post(
                        "/sign-in",
                        Browser.form(Map.of("name", "rita", "password", PASSWORD)),
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
        Browser browser = signedIn("vera");
        String planted = browser.cookie().orElseThrow();

        browser.signIn("otto", PASSWORD);

        assertThat(browser.cookie().orElseThrow()).isNotEqualTo(planted);
        assertThat(browser.session().get("name").asText()).isEqualTo("otto");
        assertThat(server.browser()
                        .get("/api/scans", "Cookie", "xraystream=" + planted)
                        .body())
                .isEqualTo("scans for vera");
    }

    @Test
    void refusesACookieThatWasTamperedWith() throws Exception {
        String cookie = signedIn("rita").cookie().orElseThrow();

        for (int place = 0; place < cookie.length(); place += 7) {
            char other = cookie.charAt(place) == 'A' ? 'B' : 'A';
            String tampered = cookie.substring(0, place) + other + cookie.substring(place + 1);
            assertThat(statusWith(tampered)).as("changed at " + place).isEqualTo(401);
        }
        assertThat(statusWith("")).isEqualTo(401);
        assertThat(statusWith("e30.e30.e30.e30.e30")).isEqualTo(401);
        assertThat(statusWith(cookie)).isEqualTo(200);
    }

    @Test
    void refusesACookieSealedWithAnotherSecretOrForAnotherPurpose() throws Exception {
        Session session = Session.begin(
                new Account("otto", Set.of(Role.OPERATOR)),
                users.find("otto").orElseThrow().stamp(),
                clock.instant());
        var secret = new Secret(GuardedServer.SECRET);

        assertThat(statusWith(new Seal(secret, "session:local").close(session.claims())))
                .isEqualTo(200);
        assertThat(statusWith(new Seal(secret, "session:oidc").close(session.claims())))
                .isEqualTo(401);
        assertThat(statusWith(new Seal(secret, "sign-in").close(session.claims())))
                .isEqualTo(401);
        assertThat(statusWith(new Seal(new Secret("x".repeat(32)), "session:local").close(session.claims())))
                .isEqualTo(401);
    }

    private int statusWith(String cookie) throws Exception {
        return server.browser()
                .get("/api/scans", "Cookie", "xraystream=" + cookie)
                .statusCode();
    }

    @Test
    void endsASessionThatNobodyUses() throws Exception {
        Browser browser = signedIn("rita");

        clock.advance(Duration.ofMinutes(29));
        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(29));
        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(31));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void takesAnOpenStreamForNoUse() throws Exception {
        Browser browser = signedIn("rita");

        clock.advance(Duration.ofMinutes(20));
        browser.get("/api/scans", "Accept", "text/event-stream");
        clock.advance(Duration.ofMinutes(20));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void endsEverySessionAfterItsLongestTime() throws Exception {
        Browser browser = signedIn("rita");

        for (int quarter = 0; quarter < 12 * 4 - 1; quarter++) {
            clock.advance(Duration.ofMinutes(15));
            assertThat(browser.get("/api/scans").statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(15));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSessionAtItsSignOutEvenForWhoeverCopiedTheCookie() throws Exception {
        Browser browser = signedIn("rita");
        String copied = browser.cookie().orElseThrow();

        HttpResponse<String> response = browser.postFromPage("/sign-out", "");

        assertThat(response.body()).isEqualTo("{\"next\":\"/sign-in\"}");
        assertThat(browser.cookie()).isEmpty();
        assertThat(statusWith(copied)).isEqualTo(401);
        assertThat(server.audited())
                .extracting(AuditEvent::getWho, AuditEvent::getAct)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("rita", AuditAct.SIGN_IN),
                        org.assertj.core.groups.Tuple.tuple("rita", AuditAct.SIGN_OUT));
    }

    @Test
    void endsTheSessionsOfAPasswordWithIt() throws Exception {
        Browser browser = signedIn("rita");

        users.put(new User("rita", Set.of(Role.READER), Passwords.hash("another password")));

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSessionsOfARemovedUser() throws Exception {
        Browser browser = signedIn("rita");

        users.remove("rita");

        assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
    }

    @Test
    void takesTheSessionsOfAnotherInstance() throws Exception {
        try (GuardedServer other = start()) {
            String cookie = signedIn("rita").cookie().orElseThrow();

            HttpResponse<String> response = other.browser().get("/api/scans", "Cookie", "xraystream=" + cookie);

            assertThat(response.body()).isEqualTo("scans for rita");
        }
    }

    /** Somebody may have signed out while it was down. */
    @Test
    void takesNoSessionFromBeforeItsStartUntilItKnowsTheSignOuts() throws Exception {
        String cookie = signedIn("rita").cookie().orElseThrow();
        clock.advance(Duration.ofMinutes(1));
        try (GuardedServer restarted = start()) {
            assertThat(restarted
                            .browser()
                            .get("/api/scans", "Cookie", "xraystream=" + cookie)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    // What comes after the sign-in, and names.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "/%0d%0aLocation: https://evil.example",
                "/\r\nSet-Cookie: a=b",
                "javascript:alert(1)",
                "/\t/evil.example",
                "evil.example",
                "/sign-in?next=/sign-in",
                ""
            })
    void leadsNowhereElseAfterTheSignIn(String next) throws Exception {
        HttpResponse<String> response = server.browser().signIn("rita", PASSWORD, next);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(Browser.location(response)).matches("(http://127\\.0\\.0\\.1:\\d+)?/(%0d%0aLocation:.*)?");
        assertThat(response.headers().map()).doesNotContainKey("a");
        assertThat(response.headers().allValues("Set-Cookie")).hasSize(1);
    }

    @Test
    void showsNoScriptThatSomebodySends() throws Exception {
        String script = "<script>alert(1)</script>\"'";

        String page = server.browser().signIn(script, script, script).body();
        String linked =
                server.browser().get("/sign-in?next=" + Browser.encoded(script)).body();

        assertThat(page).doesNotContain("<script", "alert(1)").contains("Name or password is wrong.");
        assertThat(linked).doesNotContain("<script", "alert(1)");
    }

    @Test
    void carriesNoInlineScriptOrStyleAndForbidsThem() throws Exception {
        HttpResponse<String> page = server.browser().open("/sign-in");

        assertThat(page.body()).doesNotContain("<script", "<style", "style=", "onclick", "onload");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/api/scans", "/health/live", "/nothing"})
    void putsTheSecurityHeadersOnEveryAnswer(String path) throws Exception {
        HttpResponse<String> response = server.browser().get(path);

        assertThat(response.headers().map())
                .containsKeys("content-security-policy", "referrer-policy", "x-request-id")
                .containsEntry("x-content-type-options", java.util.List.of("nosniff"))
                .containsEntry("cache-control", java.util.List.of("no-store"));
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    // Programs.

    @Test
    void letsAProgramInByItsToken() throws Exception {
        HttpResponse<String> response =
                server.browser().post("/api/recalls", "", "Authorization", "Bearer " + PROGRAM_TOKEN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(server.browser()
                        .get("/api/scans", "Authorization", "Bearer " + PROGRAM_TOKEN)
                        .body())
                .isEqualTo("scans for nightly");
        assertThat(server.browser()
                        .post("/api/labels", "", "Authorization", "Bearer " + PROGRAM_TOKEN)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.browser()
                        .get("/api/scans", "Authorization", "Bearer " + PROGRAM_TOKEN + "x")
                        .statusCode())
                .isEqualTo(401);
    }

    // Modes.

    @Test
    void isClosedUnlessToldOtherwise() throws Exception {
        try (var closed = new GuardedServer(Map.of(), clock, folder.resolve("public"))) {
            Browser browser = closed.browser();

            assertThat(browser.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(browser.get("/api/scans").statusCode()).isEqualTo(401);
            assertThat(browser.open("/").statusCode()).isEqualTo(401);
            assertThat(browser.open("/sign-in").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void letsEverybodyButOtherSitesInWhereItIsSwitchedOff() throws Exception {
        try (var open = new GuardedServer(Map.of("access.mode", "none"), clock, folder.resolve("public"))) {
            Browser browser = open.browser();

            assertThat(browser.get("/api/scans").body()).isEqualTo("scans for somebody");
            assertThat(browser.post("/api/recalls", "").statusCode()).isEqualTo(200);
            assertThat(browser.post("/api/recalls", "", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    // The log.

    @Test
    void logsRefusalsAndNoSecret() throws Exception {
        try (var log = new CapturedLog()) {
            Browser browser = signedIn("rita");
            String cookie = browser.cookie().orElseThrow();
            String csrfToken = browser.csrfToken();
            browser.postFromPage("/api/recalls", "{}");
            browser.post("/api/labels", "{}", "X-CSRF-Token", csrfToken, "Origin", "https://evil.example");
            server.browser().signIn("rita", "a wrong secret");
            server.browser().signIn("typed my password here", "b wrong secret");
            server.browser().get("/api/scans", "Authorization", "Bearer " + PROGRAM_TOKEN + "x");
            browser.postFromPage("/sign-out", "");

            String lines = String.join(
                    "\n",
                    log.lines().stream()
                            .filter(line -> !line.startsWith("jdk.internal"))
                            .toList());

            assertThat(lines).contains("request refused", "sign-in refused", "who=\"rita\"");
            assertThat(lines)
                    .doesNotContain(PASSWORD)
                    .doesNotContain("wrong secret")
                    .doesNotContain("typed my password")
                    .doesNotContain(csrfToken)
                    .doesNotContain(cookie)
                    .doesNotContain(PROGRAM_TOKEN)
                    .doesNotContain(GuardedServer.SECRET)
                    .doesNotContain("$2b$");
        }
        assertThat(server.audited().toString()).doesNotContain("typed my password", "wrong secret", PASSWORD);
    }
}
