package org.xraystream.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.reconciliation.Reconciliation.Unanswered;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;

/**
 * Reconciles again and again beside a running application, in a thread of its own. A scan that was passed without an
 * outcome, or with two, raises an alarm: an error in the log with its id, and the gauges {@code
 * xraystream.reconciliation.scans} of the outcome {@code unanswered} and {@code xraystream.reconciliation.answered.twice},
 * which stay at zero otherwise.
 *
 * <p>Thread-safe.
 */
public final class ReconciliationWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReconciliationWatch.class);
    private static final Reconciliation NOTHING = new Reconciliation(List.of(), List.of(), List.of());

    private final Connection connection;
    private final SchemaRegistry registry;
    private final String applicationId;
    private volatile Reconciliation latest = NOTHING;
    private final Set<String> alarmed = new HashSet<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "reconciliation");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Reconciler> reconciler = Optional.empty();

    /** Starts watching. */
    public ReconciliationWatch(
            Connection connection,
            SchemaRegistry registry,
            String applicationId,
            Duration every,
            MeterRegistry metrics) {
        this.connection = connection;
        this.registry = registry;
        this.applicationId = applicationId;
        count(metrics, "diagnosed", Hour::diagnosed);
        count(metrics, "rejected", Hour::rejected);
        count(metrics, "dead_letter", Hour::deadLetters);
        count(metrics, "repeated", Hour::repeated);
        count(metrics, "unanswered", Hour::unanswered);
        metrics.gauge(
                "xraystream.reconciliation.answered.twice",
                this,
                watch -> watch.latest.answeredTwice().size());
        var unused =
                executor.scheduleWithFixedDelay(this::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void count(MeterRegistry metrics, String outcome, ToLongFunction<Hour> count) {
        metrics.gauge(
                "xraystream.reconciliation.scans",
                Tags.of("outcome", outcome),
                this,
                watch -> watch.latest.total(count));
    }

    /** The account after the latest round; empty before the first. */
    public Reconciliation latest() {
        return latest;
    }

    private void round() {
        try {
            if (reconciler.isEmpty()) {
                reconciler = Optional.of(new Reconciler(connection, registry, applicationId, Clock.systemUTC()));
            }
            latest = reconciler.get().round();
            raiseAlarms(latest);
        } catch (RuntimeException e) {
            // What a round that broke off has booked is not known, so the next begins anew.
            letGo();
            log.atWarn().addKeyValue("cause", e.getMessage()).log("scans could not be reconciled, tried again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void raiseAlarms(Reconciliation account) {
        for (Unanswered scan : account.unanswered()) {
            if (alarmed.add(scan.partition() + "/" + scan.offset())) {
                log.atError()
                        .addKeyValue("scanId", scan.scanId())
                        .addKeyValue("partition", scan.partition())
                        .addKeyValue("offset", scan.offset())
                        .log("scan was passed and has no outcome");
            }
        }
        for (String scanId : account.answeredTwice()) {
            if (alarmed.add(scanId)) {
                log.atError().addKeyValue("scanId", scanId).log("scan has more than one outcome");
            }
        }
    }

    private void letGo() {
        reconciler.ifPresent(Reconciler::close);
        reconciler = Optional.empty();
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (executor.awaitTermination(10, TimeUnit.SECONDS)) {
                letGo();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
