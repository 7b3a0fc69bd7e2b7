package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;

/** Changing one's own password, tried against a real server. */
class OwnPasswordTest {

    private static final String NEXT = "staple battery horse";

    private final SettableClock clock = new SettableClock();
    private final Path folder;
    private final GuardedServer server;

    OwnPasswordTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        server = GuardedServer.withUsers(folder, clock, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpResponse<String> change(Browser browser, String current, String next) throws Exception {
        return browser.postFromPage(
                "/api/session/password",
                new ObjectMapper().writeValueAsString(Map.of("current", current, "next", next)));
    }

    @Test
    void changesThePasswordAndEndsEveryOtherSession() throws Exception {
        Browser browser = server.signedIn("vera");
        Browser elsewhere = server.signedIn("vera");
        String cookieBefore = browser.cookie().orElseThrow();
        assertThat(browser.session().get("keepsPassword").asBoolean()).isTrue();

        HttpResponse<String> answer = change(browser, GuardedServer.PASSWORD, NEXT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new ObjectMapper().readTree(answer.body()).get("csrfToken").asText())
                .isEqualTo(browser.csrfToken());
        assertThat(browser.get("/api/scans").body()).isEqualTo("scans for vera");
        assertThat(elsewhere.get("/api/scans").statusCode()).isEqualTo(401);
        assertThat(server.statusWith(cookieBefore)).isEqualTo(401);
        assertThat(server.browser().signIn("vera", GuardedServer.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(server.browser().signIn("vera", NEXT).statusCode()).isEqualTo(303);
        assertThat(GuardedServer.users(folder).find("vera").orElseThrow().roles())
                .isEqualTo(Set.of(Role.VIEWER));
        assertThat(changes()).singleElement().satisfies(event -> {
            assertThat(event.getWho()).isEqualTo("vera");
            assertThat(event.getOutcome()).isEqualTo(AuditOutcome.DONE);
        });
        assertThat(server.audited().toString()).doesNotContain(NEXT, GuardedServer.PASSWORD);
    }

    private List<AuditEvent> changes() {
        return server.audited().stream()
                .filter(event -> event.getAct() == AuditAct.PASSWORD)
                .toList();
    }

    @Test
    void takesThePresentPasswordAndCountsWrongOnesLikeSignIns() throws Exception {
        Browser browser = server.signedIn("rita");

        HttpResponse<String> first = change(browser, "not her password", NEXT);
        assertThat(first.statusCode()).isEqualTo(403);
        assertThat(first.body()).contains("/problems/wrong-password");
        for (int attempt = 0; attempt < 5; attempt++) {
            change(browser, "wrong password " + attempt, NEXT);
        }
        HttpResponse<String> last = change(browser, GuardedServer.PASSWORD, NEXT);

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(changes()).extracting(AuditEvent::getOutcome).containsOnly(AuditOutcome.REFUSED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(change(browser, GuardedServer.PASSWORD, NEXT).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"too short", "", GuardedServer.PASSWORD})
    void refusesANewPasswordThatIsNone(String next) throws Exception {
        Browser browser = server.signedIn("rita");

        assertThat(change(browser, GuardedServer.PASSWORD, next).statusCode()).isEqualTo(400);
        assertThat(change(browser, GuardedServer.PASSWORD, "x".repeat(73)).statusCode())
                .isEqualTo(400);
        assertThat(server.browser().signIn("rita", GuardedServer.PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "no JSON", "{\"current\":{}}", "{\"next\":\"a long enough password\"}"})
    void refusesWhatIsNoSuchRequest(String body) throws Exception {
        Browser browser = server.signedIn("rita");

        assertThat(browser.postFromPage("/api/session/password", body).statusCode())
                .isIn(400, 403);
    }

    @Test
    void isForNoProgramAndNoForeignPage() throws Exception {
        String body = "{\"current\":\"" + GuardedServer.PASSWORD + "\",\"next\":\"" + NEXT + "\"}";

        assertThat(server.browser()
                        .post("/api/session/password", body, "Authorization", "Bearer " + GuardedServer.PROGRAM_TOKEN)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.signedIn("rita")
                        .post("/api/session/password", body, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(403);
        assertThat(changes()).isEmpty();
    }
}
