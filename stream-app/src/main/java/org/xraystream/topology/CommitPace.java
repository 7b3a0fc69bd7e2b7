package org.xraystream.topology;

import java.time.Duration;

/**
 * Decides when a stream thread commits before its commit interval is over. A diagnosis can be read only when it is
 * committed, so a thread with time to spare commits soon; a busy one keeps to the interval, since every commit costs the
 * thread and the brokers some milliseconds. Nor do two commits follow each other closely: the brokers refuse a
 * transaction for as long as they are finishing the one before.
 *
 * <p>How busy a thread is, is a mean over time in which older work counts exponentially less.
 *
 * <p>One for each thread; not thread-safe.
 */
final class CommitPace {

    /** A busier thread than this does not commit early. */
    private static final double BUSY = 0.8;

    private static final double MEMORY_NANOS = Duration.ofMillis(300).toNanos();
    private static final long SPACING_NANOS = Duration.ofMillis(40).toNanos();
    /** What a commit takes at most, as a rule. */
    private static final long COMMIT_NANOS = Duration.ofMillis(20).toNanos();

    private double busyShare;
    private long lastWork;
    private long lastCommit;

    /** Times are those of {@link System#nanoTime}. */
    CommitPace(long now) {
        this.lastWork = now;
        this.lastCommit = now - SPACING_NANOS;
    }

    /** Notes a piece of work and says whether to commit now. */
    boolean commitsAfter(long began, long ended) {
        long spare = began - lastWork;
        if (lastWork == lastCommit) {
            // Taken for spare time, the commit would have a loaded thread commit ever more often.
            spare = Math.max(0, spare - COMMIT_NANOS);
        }
        double elapsed = Math.max(1, spare + ended - began);
        busyShare += (1 - Math.exp(-elapsed / MEMORY_NANOS)) * ((ended - began) / elapsed - busyShare);
        lastWork = ended;
        if (busyShare > BUSY || ended - lastCommit < SPACING_NANOS) {
            return false;
        }
        lastCommit = ended;
        return true;
    }
}
