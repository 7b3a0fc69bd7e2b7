package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void goesOnAsLongAsItGetsFaster() throws Exception {
        Iterator<Double> rates = List.of(100.0, 200.0, 300.0, 310.0, 999.0).iterator();

        assertThat(WarmUp.run(TestWorkbench.small(), rates::next)).isEqualTo(310);
        assertThat(rates.next()).isEqualTo(999);
    }

    @Test
    void endsAlsoWhereItNeverGetsSteady() throws Exception {
        double[] rate = {1};

        assertThat(WarmUp.run(TestWorkbench.small(), () -> rate[0] *= 2)).isEqualTo(256);
    }
}
