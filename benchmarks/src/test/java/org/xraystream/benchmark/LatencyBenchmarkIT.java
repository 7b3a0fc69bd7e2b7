package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That every case is measured, with so few scans that the figures say nothing. */
@Timeout(240)
class LatencyBenchmarkIT {

    @Test
    void measuresTheLatencyAloneAroundSwapsAndBesideATraining() throws Exception {
        Measured measured = new LatencyBenchmark().run(TestWorkbench.small());

        assertThat(measured.measurements())
                .filteredOn(figure -> figure.metric().startsWith("p99"))
                .hasSize(6)
                .allSatisfy(figure -> assertThat(figure.value()).isPositive().isFinite());
        assertThat(measured.measurements()).extracting(Measurement::unit).contains("ms", "scans/s");
        assertThat(measured.courses())
                .extracting(Course::subject)
                .containsExactly("alone", "around swaps", "beside a training");
    }
}
