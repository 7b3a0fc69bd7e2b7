package org.xraystream.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYSeries;
import org.xraystream.benchmark.Course;
import org.xraystream.benchmark.Course.Along;
import org.xraystream.benchmark.Course.Point;
import org.xraystream.report.Chart;

class CourseChartTest {

    private static final Course ALONE = latency("alone", 1);
    private static final Course TRAINING = latency("beside a training", 2);
    private static final Course MEMORY = new Course(
            "memory",
            "stream-app",
            "resident memory",
            "MB",
            Along.MINUTES,
            List.of(new Point(0.5, 400), new Point(1, 410)));

    @Test
    void drawsALineForEachCaseAndAChartForEachMetric() {
        List<CourseChart> charts = CourseChart.of(List.of(ALONE, MEMORY, TRAINING));

        assertThat(charts)
                .extracting(chart -> chart.drawn().getSeriesCollection().stream()
                        .map(XYSeries::getName)
                        .toList())
                .containsExactly(List.of("alone", "beside a training"), List.of("stream-app"));
        assertThat(charts)
                .extracting(chart -> chart.chart().name())
                .containsExactly("latency-latency-by-percentile", "memory-resident-memory-over-time");
    }

    @Test
    void makesTheLastTenthOfTheSharesAsLongAsTheNineBefore() {
        double[] places =
                new CourseChart(List.of(ALONE)).drawn().getSeries("alone").getXData();

        assertThat(places).containsExactly(new double[] {1, 10, 100, 1000}, within(1e-6));
    }

    @Test
    void drawsMinutesAsTheyAre() {
        var series = new CourseChart(List.of(MEMORY)).drawn().getSeries("stream-app");

        assertThat(series.getXData()).containsExactly(0.5, 1);
        assertThat(series.getYData()).containsExactly(400, 410);
    }

    @Test
    void drawsNothingOfACourseWithoutPoints() {
        assertThat(CourseChart.of(List.of(new Course("memory", "c", "m", "MB", Along.MINUTES, List.of()))))
                .isEmpty();
    }

    @Test
    void isAPicture() throws IOException {
        Chart chart = new CourseChart(List.of(ALONE, TRAINING)).chart();

        assertThat(ImageIO.read(new ByteArrayInputStream(chart.png())).getWidth())
                .isEqualTo(1000);
    }

    /** XChart looks for the ticks of some axes for ever. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7, 60, 1440})
    @Timeout(20)
    void drawsCoursesOfAnyLength(int minutes) {
        List<Point> points = IntStream.rangeClosed(1, 120)
                .mapToObj(sample -> new Point(minutes / 120.0 * sample, 400 + sample % 3))
                .toList();
        var course = new Course("memory", "stream-app", "resident memory", "MB", Along.MINUTES, points);

        assertThat(new CourseChart(List.of(course)).chart().png()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.51, 0.99999})
    @Timeout(20)
    void drawsAPartOfTheShares(double last) {
        var course = new Course("b", "c", "m", "s", Along.SHARE, List.of(new Point(0.4, 0), new Point(last, 0)));

        assertThat(new CourseChart(List.of(course)).chart().png()).isNotEmpty();
    }

    private static Course latency(String circumstances, double factor) {
        return new Course(
                "latency",
                circumstances,
                "latency",
                "ms",
                Along.SHARE,
                List.of(
                        new Point(0, 20 * factor),
                        new Point(0.9, 40 * factor),
                        new Point(0.99, 90 * factor),
                        new Point(0.999, 200 * factor)));
    }
}
