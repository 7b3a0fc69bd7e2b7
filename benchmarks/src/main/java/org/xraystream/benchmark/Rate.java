package org.xraystream.benchmark;

import java.util.Arrays;

/** How fast a run was, from the moments at which its scans were decided. */
final class Rate {

    private static final double WARM_UP = 0.2;

    private Rate() {}

    /** Scans a second, the first fifth left out as warm-up. */
    static double of(long[] decidedMillis) {
        long[] sorted = decidedMillis.clone();
        Arrays.sort(sorted);
        int first = (int) (sorted.length * WARM_UP);
        int last = sorted.length - 1;
        return (last - first) * 1000.0 / Math.max(1, sorted[last] - sorted[first]);
    }
}
