package org.xraystream.quality;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.quality.Reigns.Reign;
import org.xraystream.quality.Reigns.Succession;

/**
 * Looks each second whether labels speak against a new champion, and if so puts its predecessor in force again. A release
 * that the brokers do not take is tried again.
 *
 * <p>Thread-safe.
 */
final class RollbackWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RollbackWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final QualityBook book;
    private final Reigns reigns;
    private final RollbackRule rule;
    private final Releases releases;
    private final MeterRegistry metrics;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "rollback-watch");
        thread.setDaemon(true);
        return thread;
    });
    private long editionSeen = -1;
    private Optional<Succession> seen = Optional.empty();
    private Optional<Succession> undone = Optional.empty();

    /** Puts a model in force again. */
    interface Releases {
        void champion(Reign reign, String reason) throws InterruptedException;
    }

    RollbackWatch(QualityBook book, Reigns reigns, RollbackRule rule, Releases releases, MeterRegistry metrics) {
        this.book = book;
        this.reigns = reigns;
        this.rule = rule;
        this.releases = releases;
        this.metrics = metrics;
    }

    void start() {
        var unused = executor.scheduleWithFixedDelay(
                this::lookAndGoOn, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAndGoOn() {
        try {
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("champion could not be taken back, trying again");
        }
    }

    /** Looks once. */
    synchronized void look() throws InterruptedException {
        long edition = book.edition();
        Optional<Succession> succession = reigns.succession();
        if ((edition == editionSeen && succession.equals(seen)) || succession.isEmpty() || succession.equals(undone)) {
            return;
        }
        Optional<String> reason = reasonAgainst(succession.get());
        if (reason.isPresent()) {
            takeBack(succession.get(), reason.get());
            undone = succession;
        }
        editionSeen = edition;
        seen = succession;
    }

    private Optional<String> reasonAgainst(Succession succession) {
        String champion = succession.champion().version();
        String predecessor = succession.predecessor().version();
        return rule.reasonAgainst(
                book.standing(champion, predecessor, succession.champion().since(), true),
                book.standing(champion, predecessor, succession.champion().since(), false));
    }

    private void takeBack(Succession succession, String evidence) throws InterruptedException {
        String champion = succession.champion().version();
        String reason = "in place of " + champion + ", which is worse: " + evidence;
        releases.champion(succession.predecessor(), reason);
        book.noteTakenBack(
                champion, "taken back for " + succession.predecessor().version() + ": " + evidence);
        metrics.counter("xraystream.rollbacks").increment();
        log.atWarn()
                .addKeyValue("modelVersion", champion)
                .addKeyValue("predecessor", succession.predecessor().version())
                .addKeyValue("evidence", evidence)
                .log("champion taken back");
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
