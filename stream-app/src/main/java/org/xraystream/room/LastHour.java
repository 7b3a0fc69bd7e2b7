package org.xraystream.room;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the last hour brought, minute by minute, all instances together. Times to a diagnosis are counted in steps of 5%.
 *
 * <p>Thread-safe.
 */
public final class LastHour {

    private static final int MINUTES = 60;
    private static final double STEPS_PER_E = 20;
    private static final int STEPS = 400;

    private final Clock clock;
    private final TreeMap<Long, Minute> minutes = new TreeMap<>();

    LastHour(Clock clock) {
        this.clock = clock;
    }

    private static final class Minute {
        private final int[] latencies = new int[STEPS];
        private int diagnosed;
        private int rejected;
        private long slowest;
    }

    /**
     * One minute.
     *
     * @param minute its beginning, milliseconds since 1970
     */
    public record Count(long minute, int diagnosed, int rejected) {}

    /** Milliseconds from receipt to diagnosis. */
    public record Latency(int scans, long p50, long p90, long p99, long max) {}

    /** Notes what happened to a scan. */
    synchronized void note(RoomScan scan) {
        Arrival arrival = scan.arrival();
        if (arrival == null) {
            return;
        }
        switch (scan.news()) {
            case DIAGNOSED -> {
                Minute minute = at(scan.newsAt());
                long latency = Math.max(0, scan.newsAt() - arrival.receivedAt());
                minute.diagnosed++;
                minute.slowest = Math.max(minute.slowest, latency);
                minute.latencies[Math.min(STEPS - 1, (int) Math.round(Math.log1p((double) latency) * STEPS_PER_E))]++;
            }
            case REJECTED -> at(scan.newsAt()).rejected++;
            default -> {}
        }
    }

    private Minute at(long time) {
        minutes.headMap(thisMinute() - MINUTES).clear();
        return minutes.computeIfAbsent(minuteOf(time), number -> new Minute());
    }

    private long thisMinute() {
        return minuteOf(clock.millis());
    }

    private static long minuteOf(long time) {
        return time / Duration.ofMinutes(1).toMillis();
    }

    /** The minutes, oldest first, the present one last. */
    public synchronized List<Count> counts() {
        var counts = new ArrayList<Count>();
        var nothing = new Minute();
        for (long number = thisMinute() - MINUTES + 1; number <= thisMinute(); number++) {
            Minute minute = minutes.getOrDefault(number, nothing);
            counts.add(new Count(number * Duration.ofMinutes(1).toMillis(), minute.diagnosed, minute.rejected));
        }
        return counts;
    }

    /** How long diagnoses took; empty without any. */
    public synchronized Optional<Latency> latency() {
        int[] all = new int[STEPS];
        long slowest = 0;
        for (Minute minute : minutes.tailMap(thisMinute() - MINUTES + 1).values()) {
            Arrays.setAll(all, step -> all[step] + minute.latencies[step]);
            slowest = Math.max(slowest, minute.slowest);
        }
        int scans = Arrays.stream(all).sum();
        return scans == 0
                ? Optional.empty()
                : Optional.of(new Latency(
                        scans,
                        percentile(all, scans, 0.5, slowest),
                        percentile(all, scans, 0.9, slowest),
                        percentile(all, scans, 0.99, slowest),
                        slowest));
    }

    private static long percentile(int[] counts, int all, double share, long slowest) {
        int seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += counts[step];
            if (seen >= Math.ceil(share * all)) {
                return Math.min(slowest, Math.round(Math.expm1(step / STEPS_PER_E)));
            }
        }
        return slowest;
    }
}
