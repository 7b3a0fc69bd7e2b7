package org.xraystream.report;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;

/** Draws how loss and accuracy went from epoch to epoch, on images trained on and on images held out. */
final class TrainingChart {
    private static final Map<String, Style> LOSS = Map.of(
            "loss", new Style("while training, on altered images", Charts.GREY),
            "training_loss", new Style("on images trained on", Charts.BLUE),
            "held_out_loss", new Style("on images held out", Charts.ORANGE));
    private static final Map<String, Style> ACCURACY = Map.of(
            "training_accuracy", new Style("on images trained on", Charts.BLUE),
            "held_out_accuracy", new Style("on images held out", Charts.ORANGE));

    private TrainingChart() {}

    private record Style(String name, Color colour) {}

    /** Empty if the curve tells no loss. */
    static Optional<byte[]> loss(TrainingCurve curve) {
        return draw(curve, LOSS, "Loss", 1);
    }

    /** Empty if the curve tells no accuracy. */
    static Optional<byte[]> accuracy(TrainingCurve curve) {
        return draw(curve, ACCURACY, "Accuracy, %", 100);
    }

    private static Optional<byte[]> draw(TrainingCurve curve, Map<String, Style> styles, String y, double scale) {
        if (styles.keySet().stream().allMatch(column -> curve.column(column).isEmpty())) {
            return Optional.empty();
        }
        XYChart chart = Charts.lines("Epoch: how often all images were gone through", y);
        new TreeMap<>(styles).forEach((column, style) -> {
            List<Double> values = curve.column(column);
            if (!values.isEmpty()) {
                Charts.line(
                        chart,
                        style.name(),
                        curve.epochs(),
                        values.stream().map(value -> scale * value).toList(),
                        style.colour());
            }
        });
        return Optional.of(Charts.png(chart));
    }
}
