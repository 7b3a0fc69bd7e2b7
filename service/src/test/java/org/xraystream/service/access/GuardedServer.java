package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.UriCompliance;
import org.xraystream.event.AuditEvent;
import org.xraystream.service.settings.Settings;

/** A real server behind {@link Access}, with a few routes and a folder of static files as a service has them. */
final class GuardedServer implements AutoCloseable {

    static final String SECRET = "a secret of the test, long enough to be one";

    static final String PASSWORD = "correct horse battery";
    static final String HASH = Passwords.hash(PASSWORD);
    static final String PROGRAM_TOKEN = "0123456789abcdef0123456789abcdef-program";

    private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    private final Javalin server;

    GuardedServer(Map<String, String> settings, SettableClock clock, Path files) {
        this(settings, clock, files, 0);
    }

    GuardedServer(Map<String, String> settings, SettableClock clock, Path files, int port) {
        Access access = Access.from(
                Settings.of(settings),
                event -> {
                    audited.add(event);
                    return CompletableFuture.completedFuture(null);
                },
                clock);
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.DEFAULT));
            access.install(config);
            config.staticFiles.add(folder -> {
                folder.directory = files.toString();
                folder.location = Location.EXTERNAL;
            });
            config.routes.get("/health/live", context -> context.result("well"));
            config.routes.get("/metrics", context -> context.result("xraystream 1"));
            config.routes.get(
                    "/api/scans",
                    context -> context.result(
                            "scans for " + Access.account(context).name()));
            config.routes.post("/api/labels", context -> context.result(context.body()), Role.READER);
            config.routes.post("/internal/page", context -> context.result("for peers"), Role.PEER);
            config.routes.post("/api/recalls", context -> context.result("recalled"));
        });
        server.start("127.0.0.1", port);
    }

    /** A server with three users, a viewer, a reader and an operator, that serves the folder {@code public}. */
    static GuardedServer withUsers(Path folder, SettableClock clock, Map<String, String> more) throws IOException {
        UserFile users = users(folder);
        if (users.users().isEmpty()) {
            users.add(new User("vera", Set.of(Role.VIEWER), HASH));
            users.add(new User("rita", Set.of(Role.READER), HASH));
            users.add(new User("otto", Set.of(Role.OPERATOR), HASH));
        }
        Path files = Files.createDirectories(folder.resolve("public"));
        Files.writeString(files.resolve("index.html"), "<h1>the reading room</h1>");
        var settings = new HashMap<>(Map.of(
                "access.mode",
                "local",
                "access.users",
                users.path().toString(),
                "access.secret",
                SECRET,
                "access.token.nightly",
                "OPERATOR:" + PROGRAM_TOKEN));
        settings.putAll(more);
        return new GuardedServer(settings, clock, files);
    }

    /** The users of such a server. */
    static UserFile users(Path folder) {
        return new UserFile(folder.resolve("users"));
    }

    /** A browser in which somebody has signed in. */
    Browser signedIn(String name) throws IOException, InterruptedException {
        Browser browser = browser();
        assertThat(browser.signIn(name, PASSWORD).statusCode()).isEqualTo(303);
        return browser;
    }

    /** What the server answers to somebody with this cookie. */
    int statusWith(String cookie) throws IOException, InterruptedException {
        return browser().get("/api/scans", "Cookie", "xraystream=" + cookie).statusCode();
    }

    int port() {
        return server.port();
    }

    Browser browser() {
        return new Browser("http://127.0.0.1:" + port());
    }

    /** What has been taken down so far. */
    List<AuditEvent> audited() {
        return audited;
    }

    @Override
    public void close() {
        server.stop();
    }
}
