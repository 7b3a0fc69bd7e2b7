package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That every case is measured, with so few scans that the figures say nothing. */
@Timeout(240)
class StreamBenchmarkIT {

    @Test
    void measuresTheStreamBetweenItsTwoLimits() throws Exception {
        List<Measurement> measured =
                new StreamBenchmark().run(TestWorkbench.small()).measurements();

        assertThat(measured).extracting(Measurement::benchmark).containsOnly("stream");
        assertThat(measured)
                .extracting(Measurement::subject)
                .doesNotHaveDuplicates()
                .contains("plain loop, 2 threads", "stream-app, 4 threads", "naive topology");
        assertThat(measured)
                .filteredOn(figure -> !figure.subject().equals("broker and registry beside them"))
                .allSatisfy(figure -> assertThat(figure.value()).isPositive().isFinite());
    }
}
