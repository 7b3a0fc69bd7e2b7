package org.xraystream.service.health;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The HTTP side of a service: {@code /health/live} (restart me if not), {@code /health/ready} (send me no one if not)
 * and {@code /metrics} in Prometheus' text format.
 */
public final class MonitoringServer implements AutoCloseable {

    private final Javalin server;

    /**
     * Starts serving.
     *
     * @param port the port, 0 for any that is free
     * @param live checks of which all must be well for the process to be worth keeping
     * @param ready checks of which all must be well for the service to do its work
     * @param metrics what {@code /metrics} shows
     * @param routes what else is answered
     */
    public MonitoringServer(
            String host,
            int port,
            List<HealthCheck> live,
            List<HealthCheck> ready,
            PrometheusMeterRegistry metrics,
            Consumer<RoutesConfig> routes) {
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            routes.accept(config.routes);
            config.routes.get("/health/live", context -> answer(context, live));
            config.routes.get("/health/ready", context -> answer(context, ready));
            config.routes.get(
                    "/metrics",
                    context -> context.contentType("text/plain; version=0.0.4").result(metrics.scrape()));
        });
        server.start(host, port);
    }

    private static void answer(Context context, List<HealthCheck> checks) {
        List<Health> parts = checks.stream().map(HealthCheck::check).toList();
        boolean up = parts.stream().allMatch(Health::up);
        context.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .json(Map.of("status", up ? "UP" : "DOWN", "parts", parts));
    }

    /** The port in use. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
