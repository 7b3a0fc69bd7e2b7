package org.xraystream.report;

import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.Reliability;
import org.xraystream.evaluation.Reliability.Bin;

/** Draws how often it was pneumonia against how probable the model thought it, with the number of images. */
final class ReliabilityChart {
    /** Where the number of images stands beside its point, in percent. */
    private static final double RIGHT = 3.5;

    private static final double BELOW = 2;
    private static final double FAR_BELOW = 5;

    private ReliabilityChart() {}

    static byte[] png(List<JudgedExample> judged) {
        List<Bin> bins = Reliability.of(judged).bins();
        XYChart chart = Charts.percentages("Probability of pneumonia, %", "Of these, pneumonia in truth, %");
        Charts.dashed(Charts.line(chart, "as it should be", List.of(0.0, 100.0), List.of(0.0, 100.0), Charts.GREY));
        for (Bin bin : bins) {
            XYSeries interval = Charts.line(
                    chart,
                    String.format(Locale.ROOT, "interval at %.4f", bin.said()),
                    List.of(100 * bin.said(), 100 * bin.said()),
                    List.of(100 * bin.interval().low(), 100 * bin.interval().high()),
                    Charts.BLUE);
            interval.setShowInLegend(false);
            boolean isNearFrame = bin.said() > 0.8;
            chart.addAnnotation(new AnnotationText(
                    Figures.count(bin.images()),
                    100 * bin.said() + (isNearFrame ? 0 : RIGHT),
                    100 * bin.found() - (isNearFrame ? FAR_BELOW : BELOW),
                    false));
        }
        Charts.points(
                chart,
                "this model, 95% interval, images",
                bins.stream().map(bin -> 100 * bin.said()).toList(),
                bins.stream().map(bin -> 100 * bin.found()).toList(),
                Charts.BLUE);
        return Charts.png(chart);
    }
}
