package org.xraystream.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.xraystream.evaluation.Bootstrap.Interval;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.RocCurve;
import org.xraystream.model.Finding;

/** Draws what every threshold would find and what it would cost, and where the model's own thresholds lie. */
final class RocChart {
    private RocChart() {}

    /**
     * Draws the curve, or only its upper left corner, where good models crowd.
     *
     * @param judged with both normals and pneumonias
     * @param corner how many percent of both sides to show, 100 for all
     */
    static byte[] png(List<JudgedExample> judged, RocCurve curve, double corner) {
        XYChart chart = Charts.percentages(
                "False alarms: normals called pneumonia, %", "Found: pneumonias called pneumonia, %");
        chart.getStyler().setXAxisMax(corner).setYAxisMin(100 - corner);
        addBand(chart, curve);
        Charts.line(
                chart,
                "this model",
                curve.points().stream()
                        .map(point -> 100 * point.falseAlarmRate())
                        .toList(),
                curve.points().stream().map(point -> 100 * point.sensitivity()).toList(),
                Charts.BLUE);
        Charts.dashed(Charts.line(chart, "tossing a coin", List.of(0.0, 100.0), List.of(0.0, 100.0), Charts.GREY));
        addPoint(
                chart,
                "called pneumonia",
                judged,
                SeriesMarkers.CIRCLE,
                Charts.ORANGE,
                example -> example.finding() == Finding.PNEUMONIA);
        addPoint(
                chart,
                "probability of one half",
                judged,
                SeriesMarkers.SQUARE,
                Color.BLACK,
                JudgedExample::isCalledPneumonia);
        addPoint(
                chart,
                "not called normal",
                judged,
                SeriesMarkers.DIAMOND,
                Charts.GREEN,
                example -> example.finding() != Finding.NORMAL);
        return Charts.png(chart);
    }

    private static void addBand(XYChart chart, RocCurve curve) {
        List<Double> x = new ArrayList<>(RocCurve.RATES);
        List<Double> y =
                new ArrayList<>(curve.band().stream().map(Interval::high).toList());
        List<Double> backX = new ArrayList<>(RocCurve.RATES);
        List<Double> backY =
                new ArrayList<>(curve.band().stream().map(Interval::low).toList());
        Collections.reverse(backX);
        Collections.reverse(backY);
        x.addAll(backX);
        y.addAll(backY);
        XYSeries band = chart.addSeries(
                "95% interval",
                x.stream().map(rate -> 100 * rate).toList(),
                y.stream().map(sensitivity -> 100 * sensitivity).toList());
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(Charts.PALE_BLUE);
        band.setLineColor(Charts.PALE_BLUE);
        band.setMarker(SeriesMarkers.NONE);
    }

    private static void addPoint(
            XYChart chart,
            String name,
            List<JudgedExample> judged,
            Marker marker,
            Color colour,
            Predicate<JudgedExample> isPositive) {
        Charts.points(
                        chart,
                        name,
                        List.of(percent(judged, false, isPositive)),
                        List.of(percent(judged, true, isPositive)),
                        colour)
                .setMarker(marker);
    }

    private static double percent(List<JudgedExample> judged, boolean ill, Predicate<JudgedExample> isPositive) {
        return 100
                * judged.stream()
                        .filter(example -> example.isPneumonia() == ill)
                        .mapToInt(example -> isPositive.test(example) ? 1 : 0)
                        .average()
                        .orElse(Double.NaN);
    }
}
