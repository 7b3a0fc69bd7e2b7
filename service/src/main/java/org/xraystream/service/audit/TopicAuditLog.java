package org.xraystream.service.audit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditEvent;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * Publishes to {@code xray.audit}, from a thread of its own: nobody who signs in waits for a broker that is away. What a
 * broker does not take in two minutes stands in the log only, as an error.
 *
 * <p>Thread-safe.
 */
public final class TopicAuditLog implements AuditLog, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicAuditLog.class);
    private static final int SECONDS_TO_FINISH = 5;

    private final EventPublisher<AuditEvent> publisher;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "audit");
        thread.setDaemon(true);
        return thread;
    });

    /** A log on this cluster, which need not answer yet. */
    public TopicAuditLog(Connection connection, SchemaRegistry registry) {
        publisher = new EventPublisher<>(connection, registry, Topics.AUDIT);
    }

    @Override
    public CompletableFuture<Void> record(AuditEvent event) {
        var safe = new CompletableFuture<Void>();
        var unused = safe.whenComplete((done, failure) -> {
            if (failure != null) {
                complain(event, failure);
            }
        });
        sender.execute(() -> publish(event, safe));
        return safe;
    }

    private void publish(AuditEvent event, CompletableFuture<Void> safe) {
        try {
            var unused = publisher.publish(event.getWho(), event).whenComplete((place, failure) -> {
                if (failure == null) {
                    safe.complete(null);
                } else {
                    safe.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            safe.completeExceptionally(e);
        }
    }

    private static void complain(AuditEvent event, Throwable failure) {
        log.atError()
                .addKeyValue("who", event.getWho())
                .addKeyValue("act", event.getAct())
                .addKeyValue("subject", event.getSubject())
                .addKeyValue("outcome", event.getOutcome())
                .addKeyValue("cause", failure.getMessage())
                .log("audit event did not reach its topic");
    }

    /** Finishes what is under way, for a few seconds at most. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                log.atWarn().log("audit events are left unsent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }
}
