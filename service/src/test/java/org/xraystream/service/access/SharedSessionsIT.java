package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.xraystream.service.testing.TestCluster.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;
import org.xraystream.service.runtime.ServiceRuntime;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topics;

/** Several instances of one installation and the audit that they share, on a real broker. */
class SharedSessionsIT {

    private static final String PASSWORD = "correct horse battery";

    private final TestCluster cluster = TestCluster.start();
    private final Settings settings;

    SharedSessionsIT(@TempDir Path folder) throws Exception {
        var users = new UserFile(folder.resolve("users"));
        users.add(new User("rita", Set.of(Role.READER), Passwords.hash(PASSWORD)));
        settings = cluster.settings()
                .with(Map.of(
                        "access.mode",
                        "local",
                        "access.users",
                        users.path().toString(),
                        "access.secret",
                        GuardedServer.SECRET));
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    /** An instance that takes labels, and passes those that are not its own on to another. */
    private ServiceRuntime instance(AtomicReference<String> other) {
        return new ServiceRuntime(settings, 0, List.of(), List.of(), routes -> {
            routes.post(
                    "/api/labels/{scan}",
                    context -> {
                        Access.record(context, AuditAct.LABEL, context.pathParam("scan"), AuditOutcome.DONE, "NORMAL")
                                .get(30, TimeUnit.SECONDS);
                        context.result("taken");
                    },
                    Role.READER);
            routes.post(
                    "/api/forwarded/{scan}",
                    context -> {
                        HttpRequest request = Access.forwarded(
                                        context,
                                        HttpRequest.newBuilder(
                                                URI.create(other.get() + "/api/labels/" + context.pathParam("scan"))))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build();
                        HttpResponse<String> answer =
                                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                        context.status(answer.statusCode()).result(answer.body());
                    },
                    Role.READER);
        });
    }

    private static String address(ServiceRuntime instance) {
        return "http://127.0.0.1:" + instance.port();
    }

    @Test
    void endASessionEverywhereAndTakeDownWhoDidWhat() throws Exception {
        var elsewhere = new AtomicReference<>("");
        try (ServiceRuntime first = instance(elsewhere);
                ServiceRuntime second = instance(elsewhere)) {
            elsewhere.set(address(second));
            var browser = new Browser(address(first));
            browser.signIn("rita", "a wrong password");
            browser.signIn("rita", PASSWORD);
            String cookie = browser.cookie().orElseThrow();

            assertThat(browser.postFromPage("/api/labels/scan-1", "").body()).isEqualTo("taken");
            assertThat(browser.postFromPage("/api/forwarded/scan-2", "").body()).isEqualTo("taken");
            assertThat(status(second, cookie)).isEqualTo(200);
            browser.postFromPage("/sign-out", "");

            assertThat(status(first, cookie)).isEqualTo(401);
            await("the sign-out is known at the other instance", () -> status(second, cookie) == 401);
            assertThat(cluster.values(Topics.AUDIT, 5))
                    .extracting(AuditEvent::getWho, AuditEvent::getAct, AuditEvent::getOutcome)
                    .containsExactly(
                            tuple("rita", AuditAct.SIGN_IN, AuditOutcome.REFUSED),
                            tuple("rita", AuditAct.SIGN_IN, AuditOutcome.DONE),
                            tuple("rita", AuditAct.LABEL, AuditOutcome.DONE),
                            tuple("rita", AuditAct.LABEL, AuditOutcome.DONE),
                            tuple("rita", AuditAct.SIGN_OUT, AuditOutcome.DONE));
            assertThat(cluster.values(Topics.AUDIT, 5))
                    .extracting(AuditEvent::getSubject)
                    .contains("scan-1", "scan-2")
                    .doesNotContain(cookie);
        }
    }

    @Test
    void rememberOverARestartWhoIsSignedInAndWhoHasSignedOut() throws Exception {
        var elsewhere = new AtomicReference<>("");
        String staying;
        String gone;
        try (ServiceRuntime first = instance(elsewhere)) {
            var stays = new Browser(address(first));
            stays.signIn("rita", PASSWORD);
            staying = stays.cookie().orElseThrow();
            var goes = new Browser(address(first));
            goes.signIn("rita", PASSWORD);
            gone = goes.cookie().orElseThrow();
            goes.postFromPage("/sign-out", "");
        }

        try (ServiceRuntime restarted = instance(elsewhere)) {
            await("the session goes on", () -> status(restarted, staying) == 200);
            assertThat(status(restarted, gone)).isEqualTo(401);
        }
    }

    private static int status(ServiceRuntime instance, String cookie) {
        try {
            return new Browser(address(instance))
                    .get("/api/session", "Cookie", "xraystream=" + cookie)
                    .statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
