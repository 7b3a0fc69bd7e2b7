package org.xraystream.benchmark;

import java.util.Arrays;

/** How fast a run was, from the moments at which its scans were decided. */
final class Rate {

    private static final double WARM_UP = 0.4;
    private static final double RUNNING_DRY = 0.1;

    private Rate() {}

    /**
     * Scans a second. Left out are the first two fifths, in which an application that has just started makes its topics
     * and opens its stores, and the last tenth, in which one partition is at its end before another and threads wait that
     * would not in a service.
     */
    static double of(long[] decidedMillis) {
        long[] sorted = decidedMillis.clone();
        Arrays.sort(sorted);
        int first = (int) (sorted.length * WARM_UP);
        int last = (int) ((sorted.length - 1) * (1 - RUNNING_DRY));
        return (last - first) * 1000.0 / Math.max(1, sorted[last] - sorted[first]);
    }
}
