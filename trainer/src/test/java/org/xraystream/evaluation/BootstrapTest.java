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
        Interval interval = new Bootstrap(children(400, 1), 2000, 1).interval(drawn -> meanOfParity(drawn, 1));

        assertThat(interval.low()).isCloseTo(0.451, within(0.01));
        assertThat(interval.high()).isCloseTo(0.549, within(0.01));
    }

    /** Four images a child, all alike: 100 independent coins instead of 400, so the interval is twice as wide. */
    @Test
    void drawsWholeChildren() {
        Interval interval = new Bootstrap(children(400, 4), 2000, 1).interval(drawn -> meanOfParity(drawn, 4));

        assertThat(interval.low()).isCloseTo(0.402, within(0.02));
        assertThat(interval.high()).isCloseTo(0.598, within(0.02));
    }

    @Test
    void drawsAsManyChildrenAsThereAre() {
        Interval images = new Bootstrap(children(30, 3), 100, 1)
                .interval(drawn -> IntStream.of(drawn).sum());

        assertThat(images).isEqualTo(new Interval(30, 30));
    }

    @Test
    void givesTheSameForTheSameSeed() {
        Function<Long, Interval> withSeed =
                seed -> new Bootstrap(children(50, 1), 100, seed).interval(drawn -> meanOfParity(drawn, 1));

        assertThat(withSeed.apply(7L)).isEqualTo(withSeed.apply(7L)).isNotEqualTo(withSeed.apply(8L));
    }

    @Test
    void passesOverResamplesWithoutAScore() {
        var bootstrap = new Bootstrap(children(2, 1), 200, 1);

        Interval interval = bootstrap.interval(drawn -> meanOfParity(drawn, 1) == 0.5 ? 3 : Double.NaN);

        assertThat(interval).isEqualTo(new Interval(3, 3));
        assertThat(bootstrap.interval(drawn -> Double.NaN).low()).isNaN();
    }

    private static List<String> children(int images, int ofEach) {
        return IntStream.range(0, images).mapToObj(i -> "child" + i / ofEach).toList();
    }

    /** The share of odd children among the images drawn. */
    private static double meanOfParity(int[] drawn, int ofEach) {
        double odd = IntStream.range(0, drawn.length)
                .map(i -> drawn[i] * (i / ofEach % 2))
                .sum();
        return odd / IntStream.of(drawn).sum();
    }
}
