package org.xraystream.retraining;

import java.time.Duration;

/**
 * Holds a training to a share of the time by a rest after each step, so that what runs beside it on the same machine keeps
 * its latency. For the thread that trains.
 *
 * <p>An interruption ends the rest and is kept for the next step, which ends the training.
 */
public final class Throttle {

    private final double share;
    private long since = System.nanoTime();

    /** @param share of the time to work, above 0 and at most 1 */
    public Throttle(double share) {
        this.share = share;
    }

    /** Rests as long as the step just done asks for. */
    public void stepDone() {
        try {
            Thread.sleep(rest(Duration.ofNanos(System.nanoTime() - since)).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        since = System.nanoTime();
    }

    /** How long to rest after so much work. */
    Duration rest(Duration work) {
        return Duration.ofNanos((long) (work.toNanos() * (1 / share - 1)));
    }
}
