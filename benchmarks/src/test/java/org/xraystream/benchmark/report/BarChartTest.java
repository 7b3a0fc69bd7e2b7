package org.xraystream.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.xraystream.benchmark.Measurement;
import org.xraystream.report.Chart;
import org.xraystream.report.Charts;

class BarChartTest {

    private static final Measurement LOOP = new Measurement("stream", "loop", "throughput", 971, 940, 980, "scans/s");
    private static final Measurement APP = new Measurement("stream", "app", "throughput", 739, 739, 739, "scans/s");
    private static final Measurement LOAD = new Measurement("stream", "half", "load", 360, 350, 400, "scans/s");
    private static final Measurement RATIO = new Measurement("stream", "app to loop", "ratio", 0.76, 0.7, 0.8, "");
    private static final Measurement SWAPS = new Measurement("stream", "around swaps", "swaps", 40, 40, 40, "");

    @Test
    void givesEachUnitAChartAndRatiosOneOfTheirOwn() {
        List<BarChart> charts = BarChart.of(List.of(LOOP, RATIO, APP, SWAPS, LOAD));

        assertThat(charts)
                .extracting(BarChart::bars)
                .containsExactly(List.of(LOOP, APP, LOAD), List.of(RATIO), List.of(SWAPS));
        assertThat(charts)
                .extracting(chart -> chart.chart().name())
                .containsExactly("stream-scans-per-s", "stream-ratios", "stream-swaps");
    }

    @Test
    void drawsABarForEachFigureAndALineAcrossThoseThatVary() {
        XYChart chart = new BarChart(List.of(LOOP, APP, LOAD)).drawn();

        assertThat(series(chart, "median")).hasSize(3);
        assertThat(series(chart, "spread")).hasSize(2);
    }

    @Test
    void reachesFromTheLowestOverTheMedianToTheHighest() {
        XYChart chart = new BarChart(List.of(LOOP)).drawn();

        XYSeries bar = series(chart, "median").get(0);
        XYSeries spread = series(chart, "spread").get(0);
        assertThat(bar.getXData()).containsExactly(0, 971);
        assertThat(spread.getXMin()).isEqualTo(940).isLessThanOrEqualTo(bar.getXMax());
        assertThat(spread.getXMax()).isEqualTo(980).isGreaterThanOrEqualTo(bar.getXMax());
    }

    @Test
    void marksWhereBothOfARatioAreTheSame() {
        assertThat(series(new BarChart(List.of(RATIO)).drawn(), "the same"))
                .singleElement()
                .satisfies(line -> assertThat(line.getXData()).containsExactly(1, 1));
        assertThat(series(new BarChart(List.of(LOOP)).drawn(), "the same")).isEmpty();
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        var endless =
                new Measurement("stream", "c", "ratio", Double.POSITIVE_INFINITY, 1, Double.POSITIVE_INFINITY, "");
        var none = new Measurement("stream", "c", "throughput", Double.NaN, Double.NaN, Double.NaN, "scans/s");

        assertThat(BarChart.of(List.of(endless, none))).isEmpty();
        assertThat(BarChart.of(List.of(endless, none, APP)))
                .singleElement()
                .extracting(BarChart::bars)
                .isEqualTo(List.of(APP));
    }

    @Test
    void isAPictureWithAsManyBarsAsFiguresEachAsLongAsItsOwn() throws IOException {
        Chart chart = new BarChart(List.of(LOOP, APP, LOAD)).chart();

        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(chart.png()));
        assertThat(picture.getWidth()).isEqualTo(1000);
        assertThat(IntStream.of(250, 500, 750, 970).map(x -> bars(picture, x))).containsExactly(3, 2, 1, 0);
    }

    /** XChart looks for the ticks of some axes for ever. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 0.04, 1, 129_600, 3e12})
    @Timeout(20)
    void drawsFiguresOfAnySize(double value) {
        var figure = new Measurement("b", "c", "m", value, value, value, "s");

        assertThat(new BarChart(List.of(figure)).chart().png()).isNotEmpty();
        assertThat(new BarChart(List.of(figure, figure)).chart().png()).isNotEmpty();
    }

    private static List<XYSeries> series(XYChart chart, String name) {
        return chart.getSeriesCollection().stream()
                .filter(series -> series.getName().startsWith(name))
                .toList();
    }

    /** Separate runs of the bars' colour in this column. */
    private static int bars(BufferedImage picture, int x) {
        int bars = 0;
        for (int y = 1; y < picture.getHeight(); y++) {
            if (isBar(picture, x, y) && !isBar(picture, x, y - 1)) {
                bars++;
            }
        }
        return bars;
    }

    private static boolean isBar(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) == Charts.BLUE.getRGB();
    }
}
