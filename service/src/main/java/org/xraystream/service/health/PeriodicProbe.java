package org.xraystream.service.health;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A health check of something remote, asked in the background so that nobody waits for it.
 *
 * <p>Thread-safe.
 */
public final class PeriodicProbe implements HealthCheck, AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final String part;
    private final ScheduledExecutorService executor;
    private volatile Health latest;

    /**
     * Starts asking.
     *
     * @param part name of what is asked
     * @param answers asks it once; may block for a few seconds
     */
    public PeriodicProbe(String part, BooleanSupplier answers) {
        this.part = part;
        this.latest = new Health(part, false, "not asked yet");
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "probe-" + part);
            thread.setDaemon(true);
            return thread;
        });
        var unused = executor.scheduleWithFixedDelay(() -> probe(answers), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void probe(BooleanSupplier answers) {
        try {
            boolean up = answers.getAsBoolean();
            latest = new Health(part, up, up ? "answers" : "does not answer");
        } catch (RuntimeException e) {
            latest = new Health(part, false, "does not answer: " + e.getMessage());
        }
    }

    @Override
    public Health check() {
        return latest;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
