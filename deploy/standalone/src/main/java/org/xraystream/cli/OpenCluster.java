package org.xraystream.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.release.ReleaseDesk;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/** A cluster that answers, for the length of one command. */
record OpenCluster(Settings settings, Connection connection, SchemaRegistry registry) implements AutoCloseable {
    /** Who acts unless somebody else is named. */
    static final String USER = System.getProperty("user.name");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Returns if a broker answers within ten seconds.
     *
     * @throws CommandFailure if none does, with the address and the reason
     */
    static void requireBroker(Connection connection) throws InterruptedException {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (var admin = Admin.create(settings)) {
            var unused = admin.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unanswered(connection, "it took too long", e);
        } catch (ExecutionException e) {
            String reason = e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
                    ? "it took too long"
                    : String.valueOf(e.getCause() instanceof ApiException cause ? cause.getMessage() : e.getCause());
            throw unanswered(connection, reason, e);
        }
    }

    private static CommandFailure unanswered(Connection connection, String reason, Exception cause) {
        return new CommandFailure(
                "no broker answers at " + connection.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + ": "
                        + reason,
                cause);
    }

    /** Where releases are looked at and made, on behalf of an account. */
    ReleaseDesk releaseDesk(String account) {
        return new ReleaseDesk(connection, registry, Clock.systemUTC(), account);
    }

    /**
     * Takes down in {@code xray.audit} what somebody has done at this command line.
     *
     * @throws CommandFailure if the broker does not take it: the act itself is done
     */
    void audit(String who, AuditAct act, String subject, String detail) {
        AuditEvent event = AuditEvent.newBuilder()
                .setWho(who)
                .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setAct(act)
                .setSubject(subject)
                .setOutcome(AuditOutcome.DONE)
                .setDetail(detail + " (command line)")
                .build();
        try (var publisher = new EventPublisher<>(connection, registry, Topics.AUDIT)) {
            publisher.publish(who, event).join();
        } catch (CompletionException | KafkaException e) {
            throw new CommandFailure(
                    "done, but it could not be taken down in " + Topics.AUDIT.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
