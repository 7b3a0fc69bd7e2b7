package org.xraystream.benchmark;

import java.time.Duration;
import java.util.stream.IntStream;
import org.xraystream.image.TestScans;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.testing.TestCluster;

/** What benchmarks are given in tests: few scans, a broker in this process. */
final class TestWorkbench {

    private TestWorkbench() {}

    static Workbench small() {
        var images = IntStream.range(0, 4)
                .mapToObj(seed -> TestScans.radiograph(seed, 0))
                .toList();
        return new Workbench(images, 60, 1, Duration.ofMinutes(1), TestWorkbench::broker, what -> {});
    }

    private static RunningBroker broker() {
        try {
            TestCluster cluster = TestCluster.start();
            return new RunningBroker() {
                @Override
                public Settings settings() {
                    return cluster.settings();
                }

                @Override
                public void close() throws Exception {
                    cluster.close();
                }
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
