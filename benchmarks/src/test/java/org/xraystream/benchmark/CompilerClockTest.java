package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompilerClockTest {

    @Test
    void countsTheCompilersOfJvmsThatThisOneStarted() throws Exception {
        Process child = start();
        try {
            child.getInputStream().read();

            try (CompilerClock clock = CompilerClock.open()) {
                long all = clock.getAsLong();

                assertThat(all).isGreaterThan(own());
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static long own() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Gives its compilers some work, says so, and waits to be ended. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            int sum = 0;
            while (ManagementFactory.getCompilationMXBean().getTotalCompilationTime() < 200) {
                sum += String.valueOf(sum).hashCode() % 7;
            }
            System.out.println(sum);
            Thread.sleep(60_000);
        }
    }
}
