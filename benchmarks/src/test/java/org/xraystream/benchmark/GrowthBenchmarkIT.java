package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That it is measured from the first scan to the last, with so few scans that the figures say nothing. */
@Timeout(240)
class GrowthBenchmarkIT {

    @Test
    void measuresOneStreamAppThatRemembersMoreAndMore() throws Exception {
        Measured measured = new GrowthBenchmark().run(TestWorkbench.small());

        assertThat(measured.measurements())
                .extracting(Measurement::subject)
                .containsExactly(
                        "with up to 60 scans remembered",
                        "with up to 1020 scans remembered",
                        "time of a scan, last run to first");
        assertThat(measured.measurements())
                .allSatisfy(figure -> assertThat(figure.value()).isPositive().isFinite());
        assertThat(measured.courses())
                .singleElement()
                .satisfies(course -> assertThat(course.points()).hasSize(17));
    }
}
