package org.xraystream.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.xraystream.evaluation.Estimates;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.RocCurve;
import org.xraystream.evaluation.Score;
import org.xraystream.model.Thresholds;

/**
 * A picture of figures, with what it shows in words for those who cannot see it or have not seen its like.
 *
 * @param name of its file, without ending
 * @param title above it
 * @param caption below it
 * @param png the picture
 */
public record Chart(String name, String title, String caption, byte[] png) {
    /** The area from which on the curve lies so far in its corner that it must be enlarged to be seen. */
    private static final double CROWDED = 0.95;

    /** For a page that needs nothing beside it. */
    public String source() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    /** All that the results allow to be drawn. */
    static List<Chart> of(Report report) {
        List<JudgedExample> judged = report.results().judged();
        Estimates estimates = report.results().estimates();
        List<Chart> charts = new ArrayList<>();
        if (Score.AUC.of(estimates).isDefined()) {
            RocCurve curve = RocCurve.of(judged);
            charts.add(new Chart(
                    "roc",
                    "What would be found, and at which price (ROC curve)",
                    "Each point of the line is a threshold: the higher, the more pneumonias are found, the further right,"
                            + " the more normal radiographs raise a false alarm. The upper left corner would be perfect. Area"
                            + " under the curve: "
                            + Figures.withInterval(Score.AUC, Score.AUC.of(estimates))
                            + ". The marks are the thresholds in use: what lies between circle and diamond is left to a"
                            + " person.",
                    RocChart.png(judged, curve, 100)));
            if (estimates.scores().auc() > CROWDED) {
                charts.add(new Chart(
                        "roc-corner",
                        "The same, its upper left corner enlarged",
                        "Up to 20% false alarms, from 80% found on. The pale band is the 95% interval of the line.",
                        RocChart.png(judged, curve, 20)));
            }
        }
        charts.add(new Chart(
                "reliability",
                "Do the probabilities mean what they say? (reliability)",
                "Radiographs are gathered by the probability of pneumonia that the model gave them, in ten steps. On the"
                        + " dashed line, of those given 30% three in ten have pneumonia. Above it the model is too cautious,"
                        + " below it too bold. Mean distance (calibration error): "
                        + Figures.withInterval(Score.CALIBRATION_ERROR, Score.CALIBRATION_ERROR.of(estimates)) + ".",
                ReliabilityChart.png(judged)));
        charts.add(new Chart(
                "probabilities",
                "Which probabilities the model gives",
                "Of all normal radiographs, and of all with pneumonia, the share that got each probability."
                        + thresholds(report.manifest().thresholds()),
                ProbabilityChart.png(judged)));
        report.curve().ifPresent(curve -> addTraining(charts, curve));
        return charts;
    }

    private static String thresholds(Thresholds thresholds) {
        return String.format(
                Locale.ROOT,
                " Below %.1f%% the model calls a radiograph normal, from %.1f%% on pneumonia; between them a person decides.",
                100 * thresholds.normalBelow(),
                100 * thresholds.pneumoniaFrom());
    }

    private static void addTraining(List<Chart> charts, TrainingCurve curve) {
        TrainingChart.accuracy(curve)
                .ifPresent(png -> charts.add(new Chart(
                        "accuracy",
                        "How training went: accuracy",
                        "Right answers, pneumonia from one half, before calibration. Lines that part show learning by heart.",
                        png)));
        TrainingChart.loss(curve)
                .ifPresent(png -> charts.add(new Chart(
                        "loss",
                        "How training went: loss",
                        "What training makes small: the further from the truth the probabilities, the larger. Images are"
                                + " altered while training, which makes them harder.",
                        png)));
    }
}
