package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/** Who is answered and who is not, tried against a real server. */
class GuardTest {

    private final SettableClock clock = new SettableClock();
    private final Path folder;
    private final UserFile users;
    private final GuardedServer server;

    GuardTest(@TempDir Path folder) throws IOException {
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
        assertThat(Browser.location(browser.signIn("rita", GuardedServer.PASSWORD, "/models?version=v2&tab=roc")))
                .endsWith("/models?version=v2&tab=roc");
    }

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
        Browser browser = server.signedIn(name);

        HttpResponse<String> response = browser.postFromPage(path, "{}");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(browser.get("/api/scans").body()).isEqualTo("scans for " + name);
        assertThat(browser.open("/").body()).contains("the reading room");
    }

    @Test
    void takesDownWhoTriedWhatIsNotTheirs() throws Exception {
        server.signedIn("vera").postFromPage("/api/recalls", "{}");

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
        Browser browser = server.signedIn("otto");

        users.replace(users.find("otto").orElseThrow(), new User("otto", Set.of(Role.VIEWER), GuardedServer.HASH));

        assertThat(browser.postFromPage("/api/recalls", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAChangeWithoutTheSessionsToken() throws Exception {
        Browser browser = server.signedIn("otto");
        String othersToken = server.signedIn("rita").csrfToken();

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
        Browser browser = server.signedIn("otto");

        HttpResponse<String> response =
                browser.post("/api/recalls", "{}", header, value, "X-CSRF-Token", browser.csrfToken());

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void takesAChangeFromAPageOfOursInABrowserThatOnlyNamesTheOrigin() throws Exception {
        Browser browser = server.signedIn("otto");
        String origin = "http://127.0.0.1:" + server.port();

        assertThat(browser.post("/api/recalls", "{}", "Origin", origin, "X-CSRF-Token", browser.csrfToken())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsNoOtherSiteSignAVisitorIn() throws Exception {
        Browser browser = server.browser();
        String form = Browser.form(Map.of("name", "rita", "password", GuardedServer.PASSWORD));

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
        String cookie = server.signedIn("rita").cookie().orElseThrow();

        assertThat(raw("/index.html", cookie)).startsWith("HTTP/1.1 200").contains("the reading room");
        assertThat(raw(path, cookie)).startsWith("HTTP/1.1 4").doesNotContain("rita:", "$2b$");
    }

    /** As it stands: a client library would tidy the path up. */
    private String raw(String path, String cookie) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: xraystream=" + cookie
                + "\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        Browser browser = server.signedIn("rita");
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

    @Test
    void letsAProgramInByItsToken() throws Exception {
        HttpResponse<String> response =
                server.browser().post("/api/recalls", "", "Authorization", "Bearer " + GuardedServer.PROGRAM_TOKEN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(server.browser()
                        .get("/api/scans", "Authorization", "Bearer " + GuardedServer.PROGRAM_TOKEN)
                        .body())
                .isEqualTo("scans for program:nightly");
        assertThat(server.browser()
                        .post("/api/labels", "", "Authorization", "Bearer " + GuardedServer.PROGRAM_TOKEN)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.browser()
                        .get("/api/scans", "Authorization", "Bearer " + GuardedServer.PROGRAM_TOKEN + "x")
                        .statusCode())
                .isEqualTo(401);
    }

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

    /** An instance tells the others what readers may not see. */
    @Test
    void answersOtherInstancesAndNobodyElseWhatIsForPeers() throws Exception {
        String token = Access.peerToken(Settings.of(Map.of("access.secret", GuardedServer.SECRET)));
        String others = Access.peerToken(Settings.of(Map.of("access.secret", "x".repeat(32))));

        assertThat(internal(token).body()).isEqualTo("for peers");
        assertThat(internal(others).statusCode()).isEqualTo(401);
        assertThat(internal(GuardedServer.PROGRAM_TOKEN).statusCode()).isEqualTo(403);
        assertThat(server.signedIn("otto").postFromPage("/internal/page", "").statusCode())
                .isEqualTo(403);
        assertThatThrownBy(() -> start(Map.of("access.token.impostor", "PEER:" + GuardedServer.PROGRAM_TOKEN)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("must be VIEWER, READER or OPERATOR")
                .hasMessageNotContaining(GuardedServer.PROGRAM_TOKEN);
    }

    private HttpResponse<String> internal(String token) throws Exception {
        return server.browser().post("/internal/page", "", "Authorization", "Bearer " + token);
    }
}
