package org.xraystream.benchmark.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.xraystream.benchmark.Figures;
import org.xraystream.benchmark.Measurement;
import org.xraystream.report.Chart;
import org.xraystream.report.Charts;

/**
 * Medians as bars from the first to the last, top down, named above them, each with a thin line from the lowest to the
 * highest where they differ. XChart's own bars know only errors that are as large upwards as downwards, so these are thick
 * lines.
 *
 * @param bars finite figures of one benchmark in one unit, at least one
 */
record BarChart(List<Measurement> bars) {

    /** Pixels. */
    private static final int FRAME = 120;

    private static final int ROW = 68;
    private static final float THICKNESS = 24;
    private static final int TICKS_APART = 110;
    private static final BasicStroke END_AT_THE_VALUE =
            new BasicStroke(THICKNESS, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

    /** Of a row. */
    private static final double CAP = 0.14;

    private static final double NAME_ABOVE_BAR = 0.27;
    private static final double BAR_BELOW_MIDDLE = 0.15;

    private static final double MARGIN = 1.05;

    BarChart {
        bars = List.copyOf(bars);
    }

    /** A chart for each unit, in the order in which they come; ratios have one of their own. */
    static List<BarChart> of(List<Measurement> measurements) {
        Map<String, List<Measurement>> byAxis = measurements.stream()
                .filter(one -> Double.isFinite(one.low()) && Double.isFinite(one.high()))
                .collect(Collectors.groupingBy(BarChart::axis, LinkedHashMap::new, Collectors.toList()));
        return byAxis.values().stream().map(BarChart::new).toList();
    }

    /** Drawn, with its name and words. */
    Chart chart() {
        return new Chart(
                FileName.of(first().benchmark(), isRatio() ? "ratios" : unit()),
                isRatio() ? "Ratios" : "Medians, " + unit(),
                "Bars are medians; thin lines reach from the lowest to the highest round where these differ."
                        + (isRatio() ? " On the dashed line both are the same." : ""),
                Charts.png(drawn()));
    }

    /** One series for each bar and each line across it, and one for the line of ratios. */
    XYChart drawn() {
        XYChart chart = Charts.lines(isRatio() ? "Ratio" : unit(), "", FRAME + ROW * bars.size());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisTicksVisible(false);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setXAxisDecimalPattern("#,##0.##");
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax((double) bars.size())
                .setXAxisTickMarkSpacingHint(TICKS_APART)
                .setXAxisMin(0.0)
                .setXAxisMax(longest() * MARGIN);
        for (int bar = 0; bar < bars.size(); bar++) {
            addBar(chart, bars.get(bar), bars.size() - bar - 0.5 - BAR_BELOW_MIDDLE);
        }
        if (isRatio()) {
            Charts.dashed(
                    Charts.line(chart, "the same", List.of(1.0, 1.0), List.of(0.0, (double) bars.size()), Charts.GREY));
        }
        return chart;
    }

    private void addBar(XYChart chart, Measurement bar, double height) {
        Charts.line(chart, "median " + height, List.of(0.0, bar.value()), List.of(height, height), Charts.BLUE)
                .setLineWidth(THICKNESS)
                .setLineStyle(END_AT_THE_VALUE);
        if (bar.low() < bar.high()) {
            Charts.line(
                    chart,
                    "spread " + height,
                    List.of(bar.low(), bar.low(), bar.low(), bar.high(), bar.high(), bar.high()),
                    List.of(height - CAP, height + CAP, height, height, height - CAP, height + CAP),
                    Color.BLACK);
        }
        chart.addAnnotation(new Caption(name(bar), 0, height + NAME_ABOVE_BAR));
    }

    private String name(Measurement bar) {
        boolean isOneMetric = bars.stream().map(Measurement::metric).distinct().count() == 1;
        String spread = bar.low() < bar.high()
                ? " (" + Figures.inWords(bar.low()) + " to " + Figures.inWords(bar.high()) + ")"
                : "";
        return bar.subject() + (isOneMetric ? "" : ", " + bar.metric()) + ": " + Figures.inWords(bar.value()) + spread;
    }

    private double longest() {
        double longest = bars.stream().mapToDouble(Measurement::high).max().orElseThrow();
        return Math.max(longest, isRatio() || longest <= 0 ? 1 : 0);
    }

    private Measurement first() {
        return bars.get(0);
    }

    private boolean isRatio() {
        return first().isRatio();
    }

    private String unit() {
        return axis(first());
    }

    /** What shares an axis: figures of one unit, or of one metric that has none, as ratios have. */
    private static String axis(Measurement bar) {
        return bar.unit().isEmpty() ? bar.metric() : bar.unit();
    }
}
