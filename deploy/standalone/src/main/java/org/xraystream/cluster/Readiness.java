package org.xraystream.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until a child process answers. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    private Readiness() {}

    /**
     * Asks until the answer is yes. The child is closed if it never is.
     *
     * @throws ClusterException if the child ends, or is not ready within a minute
     */
    static void await(ChildJvm child, BooleanSupplier ready) {
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!ready.getAsBoolean()) {
                child.requireAlive();
                if (System.nanoTime() > deadline) {
                    throw child.unready(PATIENCE);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.close();
            throw new ClusterException("Interrupted while waiting for a child process", e);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }
}
