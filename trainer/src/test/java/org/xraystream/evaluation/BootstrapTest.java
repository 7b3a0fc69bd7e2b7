package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.evaluation.Bootstrap.Interval;

class BootstrapTest {

    /** The mean of 400 coins has a standard error of 0.025, so its 95% interval is 0.5 -+ 0.049. */
    @Test
    void findsTheIntervalOfAMean() {
        Interval interval =
                new Bootstrap<>(coins(400), Object::toString, 2000, 1).interval(BootstrapTest::meanOfParity);

        assertThat(interval.low()).isCloseTo(0.451, within(0.01));
        assertThat(interval.high()).isCloseTo(0.549, within(0.01));
    }

    /** Four images a child, all alike: 100 independent coins instead of 400, so the interval is twice as wide. */
    @Test
    void drawsWholeChildren() {
        List<Integer> cases = IntStream.range(0, 400).mapToObj(i -> i / 4).toList();

        Interval interval = new Bootstrap<>(cases, Object::toString, 2000, 1).interval(BootstrapTest::meanOfParity);

        assertThat(interval.low()).isCloseTo(0.402, within(0.02));
        assertThat(interval.high()).isCloseTo(0.598, within(0.02));
    }

    @Test
    void givesTheSameForTheSameSeed() {
        Function<Long, Interval> withSeed =
                seed -> new Bootstrap<>(coins(50), Object::toString, 100, seed).interval(BootstrapTest::meanOfParity);

        assertThat(withSeed.apply(7L)).isEqualTo(withSeed.apply(7L)).isNotEqualTo(withSeed.apply(8L));
    }

    @Test
    void passesOverResamplesWithoutAScore() {
        var bootstrap = new Bootstrap<>(coins(2), Object::toString, 200, 1);

        Interval interval = bootstrap.interval(drawn -> meanOfParity(drawn) == 0.5 ? 3 : Double.NaN);

        assertThat(interval).isEqualTo(new Interval(3, 3));
        assertThat(bootstrap.interval(drawn -> Double.NaN).low()).isNaN();
    }

    private static List<Integer> coins(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static double meanOfParity(List<Integer> drawn) {
        return drawn.stream().mapToInt(i -> i % 2).average().orElseThrow();
    }
}
