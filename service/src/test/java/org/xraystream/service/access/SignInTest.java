package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;

/** Signing in with a password, tried against a real server. */
class SignInTest {

    private final SettableClock clock = new SettableClock();
    private final Path folder;
    private final GuardedServer server;

    SignInTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        server = start(Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private GuardedServer start(Map<String, String> more) throws IOException {
        return GuardedServer.withUsers(folder, clock, more);
    }

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
        assertThat(browser.signIn("rita", GuardedServer.PASSWORD).statusCode()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(browser.signIn("rita", GuardedServer.PASSWORD).statusCode()).isEqualTo(303);
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
        assertThat(browser.signIn("rita", GuardedServer.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void answersAnUnknownNameLikeAWrongPassword() throws Exception {
        String unknown =
                server.browser().signIn("nobody", GuardedServer.PASSWORD).body();
        String wrong = server.browser().signIn("rita", "not her password").body();
        String tooLong = server.browser().signIn("rita", "x".repeat(100)).body();

        assertThat(unknown)
                .contains("Name or password is wrong.")
                .isEqualTo(wrong)
                .isEqualTo(tooLong);
    }

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
        HttpResponse<String> response = server.browser().signIn("rita", GuardedServer.PASSWORD, next);

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

    @Test
    void logsRefusalsAndNoSecret() throws Exception {
        try (var log = new CapturedLog()) {
            Browser browser = server.signedIn("rita");
            String cookie = browser.cookie().orElseThrow();
            String csrfToken = browser.csrfToken();
            browser.postFromPage("/api/recalls", "{}");
            browser.post("/api/labels", "{}", "X-CSRF-Token", csrfToken, "Origin", "https://evil.example");
            server.browser().signIn("rita", "a wrong secret");
            server.browser().signIn("typed my password here", "b wrong secret");
            server.browser().get("/api/scans", "Authorization", "Bearer " + GuardedServer.PROGRAM_TOKEN + "x");
            browser.postFromPage("/sign-out", "");

            String lines = String.join(
                    "\n",
                    log.lines().stream()
                            .filter(line -> !line.startsWith("jdk.internal"))
                            .toList());

            assertThat(lines).contains("request refused", "sign-in refused", "who=\"rita\"");
            assertThat(lines)
                    .doesNotContain(GuardedServer.PASSWORD)
                    .doesNotContain("wrong secret")
                    .doesNotContain("typed my password")
                    .doesNotContain(csrfToken)
                    .doesNotContain(cookie)
                    .doesNotContain(GuardedServer.PROGRAM_TOKEN)
                    .doesNotContain(GuardedServer.SECRET)
                    .doesNotContain("$2b$");
        }
        assertThat(server.audited().toString())
                .doesNotContain("typed my password", "wrong secret", GuardedServer.PASSWORD);
    }
}
