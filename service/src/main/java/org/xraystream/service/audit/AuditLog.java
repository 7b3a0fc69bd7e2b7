package org.xraystream.service.audit;

import java.util.concurrent.CompletableFuture;
import org.xraystream.event.AuditEvent;

/** Takes down who did what. Thread-safe. */
public interface AuditLog {

    /**
     * Takes an event down in the background.
     *
     * @return done once it is safe; fails, and the log says so, where it could not be made so
     */
    CompletableFuture<Void> record(AuditEvent event);
}
