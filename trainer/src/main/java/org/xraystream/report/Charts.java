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
final class Charts {
    static final int WIDTH = 1000;
    static final int HEIGHT = 800;

    static final Color BLUE = new Color(0x0072B2);
    static final Color ORANGE = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    static final Color GREY = new Color(0x767676);
    static final Color PALE_BLUE = new Color(0xCCE3F0);

    private Charts() {}

    static XYChart percentages(String x, String y) {
        XYChart chart = lines(x, y);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(100.0).setYAxisMin(0.0).setYAxisMax(100.0);
        return chart;
    }

    static XYChart lines(String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
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

    static XYSeries line(XYChart chart, String name, List<Double> x, List<Double> y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(colour);
        series.setLineWidth(3);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    static void dashed(XYSeries series) {
        series.setLineStyle(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 8}, 0));
    }

    static XYSeries points(XYChart chart, String name, List<Double> x, List<Double> y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
        return series;
    }

    static byte[] png(IChart chart) {
        try {
            return ChartEncoder.getBytes(chart, "png");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
