package org.xraystream.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.xraystream.evaluation.JudgedExample;

/** Draws which probabilities of pneumonia the normals got, and which the pneumonias. */
final class ProbabilityChart {
    private static final int BINS = 20;

    private ProbabilityChart() {}

    static byte[] png(List<JudgedExample> judged) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Charts.WIDTH)
                .height(Charts.HEIGHT)
                .xAxisTitle("Probability of pneumonia from, %")
                .yAxisTitle("Share of the normals, of the pneumonias, %")
                .build();
        Charts.style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.95).setOverlapped(false);
        add(chart, "normal in truth", judged, false, Charts.BLUE);
        add(chart, "pneumonia in truth", judged, true, Charts.ORANGE);
        return Charts.png(chart);
    }

    private static void add(CategoryChart chart, String name, List<JudgedExample> judged, boolean ill, Color colour) {
        double[] shares = new double[BINS];
        List<JudgedExample> ofThese =
                judged.stream().filter(example -> example.isPneumonia() == ill).toList();
        for (JudgedExample example : ofThese) {
            int bin = Math.min(BINS - 1, (int) (example.probabilities().pneumonia() * BINS));
            shares[bin] += 100.0 / ofThese.size();
        }
        List<Integer> from =
                IntStream.range(0, BINS).map(bin -> bin * 100 / BINS).boxed().toList();
        chart.addSeries(name, from, Arrays.stream(shares).boxed().toList()).setFillColor(colour);
    }
}
