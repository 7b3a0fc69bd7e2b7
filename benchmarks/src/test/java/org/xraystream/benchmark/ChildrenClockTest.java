package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildrenClockTest {

    @Test
    void countsWhatProcessesWorkThatThisOneStarted() throws Exception {
        var clock = ChildrenClock.start();

        try (var child = WorkingJvm.start()) {
            double cores = clock.cores();

            assertThat(cores).isPositive().isLessThan(Runtime.getRuntime().availableProcessors() + 0.1);
        }
    }

    @Test
    void standsStillWhereNobodyWorks() {
        assertThat(ChildrenClock.start().cores()).isZero();
    }
}
