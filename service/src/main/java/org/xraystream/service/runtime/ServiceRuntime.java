package org.xraystream.service.runtime;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.access.Access;
import org.xraystream.service.access.SignOutFollower;
import org.xraystream.service.audit.TopicAuditLog;
import org.xraystream.service.health.Health;
import org.xraystream.service.health.HealthCheck;
import org.xraystream.service.health.Listener;
import org.xraystream.service.health.MonitoringServer;
import org.xraystream.service.health.PeriodicProbe;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/**
 * What runs beside a service's own work: its connection to Kafka and the registry, its metrics, and the server on which
 * it says how it is. It is up before the cluster answers, so that a service that waits can say so.
 *
 * <p>Settings: {@code topics.create} (default {@code true}: create topics that are missing), and those of
 * {@link Listener} (where it listens) and {@link Access} (to whom it answers).
 *
 * <p>Thread-safe.
 */
public final class ServiceRuntime implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceRuntime.class);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofSeconds(1);

    private final boolean createsTopics;
    private final Connection connection;
    private final SchemaRegistry schemaRegistry;
    private final Admin admin;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
    private final PeriodicProbe broker;
    private final PeriodicProbe registry;
    private final TopicAuditLog audit;
    private final List<HealthCheck> parts;
    private final MonitoringServer server;
    private final Optional<SignOutFollower> signOuts;

    /**
     * Starts it.
     *
     * @param defaultPort the port of the monitoring server unless {@code http.port} says otherwise
     * @param live what must be well for the process to be worth keeping
     * @param ready what must be well, beside broker and registry, for the service to do its work
     * @param routes what else the server answers
     */
    public ServiceRuntime(
            Settings settings,
            int defaultPort,
            List<HealthCheck> live,
            List<HealthCheck> ready,
            Consumer<RoutesConfig> routes) {
        createsTopics = settings.flag("topics.create", true);
        var at = Listener.from(settings, defaultPort);
        connection = Connection.from(settings);
        schemaRegistry = connection.schemaRegistry(SchemaRegistry.FOR_EVER);
        admin = Admin.create(connection.clientSettings());
        audit = new TopicAuditLog(connection, schemaRegistry);
        Access access = Access.from(settings, audit, Clock.systemUTC());
        gcMetrics.bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        broker = new PeriodicProbe("broker", this::brokerAnswers);
        registry = new PeriodicProbe("registry", schemaRegistry::answers);
        var allReady = new ArrayList<>(ready);
        allReady.add(broker);
        allReady.add(registry);
        parts = List.copyOf(allReady);
        metrics.gauge(
                "xraystream.ready",
                parts,
                all -> all.stream().allMatch(part -> part.check().up()) ? 1 : 0);
        server = new MonitoringServer(at, Listener.ofMetrics(settings), access, live, allReady, metrics, routes);
        signOuts = access.followSignOuts(connection, schemaRegistry);
    }

    /** How to reach the cluster. */
    public Connection connection() {
        return connection;
    }

    /** The registry, waited for as long as it takes. */
    public SchemaRegistry schemaRegistry() {
        return schemaRegistry;
    }

    /** Where the service's metrics go. */
    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    /** How each part is that must be well for the service to do its work. */
    public List<Health> health() {
        return parts.stream().map(HealthCheck::check).toList();
    }

    /** The port of the monitoring server. */
    public int port() {
        return server.port();
    }

    /**
     * Waits for the broker, then creates the topics that are missing unless that is switched off.
     *
     * @throws KafkaException if the cluster refuses for good
     */
    public void awaitTopics() throws InterruptedException {
        boolean waiting = false;
        while (true) {
            try {
                if (createsTopics) {
                    Topics.createMissing(admin);
                } else {
                    var unused = admin.describeCluster().clusterId().get();
                }
                return;
            } catch (KafkaException | ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!(cause instanceof RetriableException)) {
                    throw new KafkaException("topics cannot be set up: " + cause.getMessage(), cause);
                }
                if (!waiting) {
                    log.atWarn().addKeyValue("cause", cause.getMessage()).log("broker does not answer, waiting");
                }
                waiting = true;
                Thread.sleep(PAUSE_BETWEEN_TRIES.toMillis());
            }
        }
    }

    private boolean brokerAnswers() {
        try {
            var unused = admin.describeCluster().nodes().get(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
        signOuts.ifPresent(SignOutFollower::close);
        audit.close();
        broker.close();
        registry.close();
        admin.close(PROBE_TIMEOUT);
        schemaRegistry.close();
        gcMetrics.close();
        metrics.close();
    }
}
