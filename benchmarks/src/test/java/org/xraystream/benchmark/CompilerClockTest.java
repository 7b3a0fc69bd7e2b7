package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompilerClockTest {

    @Test
    void countsTheCompilersOfJvmsThatThisOneStarted() throws Exception {
        try (var child = WorkingJvm.start();
                CompilerClock clock = CompilerClock.open()) {
            long all = clock.getAsLong();
            long own = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();

            assertThat(all).isGreaterThan(own);
        }
    }
}
