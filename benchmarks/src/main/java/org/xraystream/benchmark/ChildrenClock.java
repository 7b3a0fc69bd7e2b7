package org.xraystream.benchmark;

import java.time.Duration;
import java.util.Optional;

/** How much processor time the processes that this one started use, from now on: the broker's and the registry's. */
final class ChildrenClock {

    private final Duration usedBefore = used();
    private final long start = System.nanoTime();

    private ChildrenClock() {}

    static ChildrenClock start() {
        return new ChildrenClock();
    }

    /** How many cores they kept busy on average; 0 where there are none, or the system does not tell. */
    double cores() {
        return used().minus(usedBefore).toNanos() / (double) (System.nanoTime() - start);
    }

    private static Duration used() {
        return ProcessHandle.current()
                .descendants()
                .map(child -> child.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
