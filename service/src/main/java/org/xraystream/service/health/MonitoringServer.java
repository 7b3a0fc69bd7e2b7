package org.xraystream.service.health;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.xraystream.service.access.Access;

/**
 * The HTTP side of a service: {@code /health/live} (restart me if not), {@code /health/ready} (send me no one if not),
 * {@code /metrics} in Prometheus' text format, and whatever else the service answers to those whom {@link Access} lets in.
 */
public final class MonitoringServer implements AutoCloseable {

    private static final String METRICS_TYPE = "text/plain; version=0.0.4";

    private final Javalin server;
    private final Optional<Javalin> metricsServer;

    /**
     * Starts serving.
     *
     * @param at where to listen
     * @param metricsAt where to show the metrics, instead of there
     * @param access stands before everything
     * @param live checks of which all must be well for the process to be worth keeping
     * @param ready checks of which all must be well for the service to do its work
     * @param metrics what {@code /metrics} shows
     * @param routes what else is answered
     */
    public MonitoringServer(
            Listener at,
            Optional<Listener> metricsAt,
            Access access,
            List<HealthCheck> live,
            List<HealthCheck> ready,
            PrometheusMeterRegistry metrics,
            Consumer<RoutesConfig> routes) {
        server = Javalin.create(config -> {
            at.apply(config);
            access.install(config);
            routes.accept(config.routes);
            config.routes.get("/health/live", context -> answer(context, live));
            config.routes.get("/health/ready", context -> answer(context, ready));
            if (metricsAt.isEmpty()) {
                addMetrics(config, metrics);
            }
        });
        metricsServer = metricsAt.map(place -> Javalin.create(config -> {
            place.apply(config);
            addMetrics(config, metrics);
        }));
        server.start();
        metricsServer.ifPresent(Javalin::start);
    }

    private static void addMetrics(JavalinConfig config, PrometheusMeterRegistry metrics) {
        config.routes.get(
                "/metrics", context -> context.contentType(METRICS_TYPE).result(metrics.scrape()));
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

    /** The port that shows the metrics. */
    public int metricsPort() {
        return metricsServer.orElse(server).port();
    }

    @Override
    public void close() {
        metricsServer.ifPresent(Javalin::stop);
        server.stop();
    }
}
