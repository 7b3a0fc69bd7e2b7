package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.benchmark.Course.Point;
import org.xraystream.benchmark.LoadSamples.Sample;

class LoadSamplesTest {

    /** A megabyte more each time, 2 ms of a processor for each of 100 scans. */
    private static final LoadSamples STEADY = samples(i -> new Sample(400 + i, 0.2 * i, 100 * i));

    @Test
    void comparesTheEndWithASixthOfTheTime() {
        assertThat(STEADY.measurements())
                .filteredOn(one -> one.metric().equals("resident"))
                .containsExactly(
                        new Measurement("memory", "after a sixth of the time", "resident", 424.5, 420, 429, "MB"),
                        new Measurement("memory", "at the end", "resident", 514.5, 510, 519, "MB"));
        assertThat(STEADY.measurements())
                .filteredOn(Measurement::isRatio)
                .satisfiesExactly(
                        memory -> assertThat(memory.value()).isCloseTo(514.5 / 424.5, within(1e-9)),
                        work -> assertThat(work.value()).isCloseTo(1, within(1e-9)));
    }

    @Test
    void tellsMemoryAndWorkFromMinuteToMinute() {
        List<Course> courses = STEADY.courses();

        assertThat(courses).extracting(Course::unit).containsExactly("MB", "ms");
        assertThat(courses.get(0).points())
                .hasSize(LoadSamples.COUNT)
                .startsWith(new Point(0.05, 400))
                .endsWith(new Point(6, 519));
        assertThat(courses.get(1).points())
                .hasSize(LoadSamples.COUNT - LoadSamples.WINDOW + 1)
                .allSatisfy(point -> assertThat(point.value()).isCloseTo(2, within(1e-9)));
    }

    @Test
    void leavesOutWhatAScanCostWhileNoneWasDiagnosed() {
        LoadSamples stalled = samples(i -> new Sample(400, 0.2 * i, i < 60 ? 0 : i));

        assertThat(stalled.courses().get(1).points())
                .hasSize(LoadSamples.COUNT - 60)
                .first()
                .satisfies(point -> assertThat(point.at()).isCloseTo(61 * 0.05, within(1e-9)));
    }

    @Test
    void wantsAllSamples() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoadSamples("memory", Duration.ofSeconds(3), List.of()))
                .withMessageContaining("120");
    }

    private static LoadSamples samples(IntFunction<Sample> sample) {
        return new LoadSamples(
                "memory",
                Duration.ofSeconds(3),
                IntStream.range(0, LoadSamples.COUNT).mapToObj(sample).toList());
    }
}
