package org.xraystream.service.access;

import io.javalin.Javalin;
import io.javalin.http.staticfiles.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.UriCompliance;
import org.xraystream.event.AuditEvent;
import org.xraystream.service.settings.Settings;

/** A real server behind {@link Access}, with a few routes and a folder of static files as a service has them. */
final class GuardedServer implements AutoCloseable {

    static final String SECRET = "a secret of the test, long enough to be one";

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
            config.routes.post("/api/recalls", context -> context.result("recalled"));
        });
        server.start("127.0.0.1", port);
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
