package org.xraystream.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How all charts look: large letters, no decoration, colours that people who see none of red and green can tell apart
 * (Okabe and Ito, "Color Universal Design", 2008).
 */
public final class Charts {
    static final int WIDTH = 1000;
    static final int HEIGHT = 800;

    public static final Color BLUE = new Color(0x0072B2);
    static final Color ORANGE = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    public static final Color GREY = new Color(0x767676);
    static final Color PALE_BLUE = new Color(0xCCE3F0);

    /** For lines of one chart, in this order. */
    public static final List<Color> LINES = List.of(BLUE, ORANGE, new Color(0x56B4E9));

    private Charts() {}

    static XYChart percentages(String x, String y) {
        XYChart chart = lines(x, y);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(100.0).setYAxisMin(0.0).setYAxisMax(100.0);
        return chart;
    }

    /** An empty chart for lines, with what its axes show. */
    public static XYChart lines(String x, String y) {
        return lines(x, y, HEIGHT);
    }

    /** The same, as many pixels high. */
    public static XYChart lines(String x, String y, int height) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        style(chart.getStyler());
        return chart;
    }

    static void style(AxesChartStyler styler) {
        styler.setAxisTitleFont(font(Font.PLAIN, 22));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 18));
        styler.setPlotGridLinesColor(new Color(0xE4E4E4));
        styler.setLegendFont(font(Font.PLAIN, 18));
        styler.setAnnotationTextFont(font(Font.PLAIN, 15));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderColor(GREY);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setChartTitleVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendPadding(8);
        styler.setChartPadding(16);
        styler.setMarkerSize(13);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Adds a line, not broken however many there are. */
    public static XYSeries line(XYChart chart, String name, List<Double> x, List<Double> y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(colour);
        series.setLineWidth(3);
        series.setLineStyle(SeriesLines.SOLID);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** For lines that only help to read the others. */
    public static void dashed(XYSeries series) {
        series.setLineStyle(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 8}, 0));
    }

    static XYSeries points(XYChart chart, String name, List<Double> x, List<Double> y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
        return series;
    }

    /** The picture. */
    public static byte[] png(IChart chart) {
        try {
            return ChartEncoder.getBytes(chart, "png");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
