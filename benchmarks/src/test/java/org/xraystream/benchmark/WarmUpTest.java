package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private long compiled;

    @Test
    void goesOnAsLongAsTheCompilersWork() throws Exception {
        Iterator<Double> rates = List.of(100.0, 90.0, 300.0, 290.0, 999.0).iterator();
        Iterator<Long> compiling = List.of(4_000L, 3_000L, 2_000L, 0L).iterator();

        double highest = warmUp(() -> {
            compiled += compiling.next();
            return rates.next();
        });

        assertThat(highest).isEqualTo(300);
        assertThat(rates.next()).isEqualTo(999);
    }

    @Test
    void runsTwiceWhereThereIsNothingToCompile() throws Exception {
        double[] rate = {1};

        assertThat(warmUp(() -> rate[0] *= 2)).isEqualTo(4);
    }

    @Test
    void endsAlsoWhereTheCompilersNeverRest() throws Exception {
        double[] rate = {1};

        double highest = warmUp(() -> {
            compiled += 60_000;
            return rate[0] *= 2;
        });

        assertThat(highest).isEqualTo(4_096);
    }

    private double warmUp(Callable<Double> rate) throws Exception {
        return WarmUp.run(TestWorkbench.small(), () -> compiled, rate);
    }
}
