package org.xraystream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.xraystream.evaluation.Estimates;
import org.xraystream.evaluation.Score;

/**
 * What others published beside what this model reached.
 *
 * @param who published it, and how it was tested
 * @param trainingAccuracy share of right answers on the images trained on
 * @param trainingLoss on the same
 * @param accuracy share of right answers on the images of the test
 * @param loss on the same
 * @param auc area under the ROC curve of normal against pneumonia
 * @param sensitivity share of the pneumonias found
 * @param specificity share of the normals found normal
 */
record Comparison(
        String who,
        String trainingAccuracy,
        String trainingLoss,
        String accuracy,
        String loss,
        String auc,
        String sensitivity,
        String specificity) {
    private static final String UNKNOWN = "not known";

    /** The study that this project repeats. Its training figures and its two graphs are not at hand. */
    private static final Comparison STUDY = new Comparison(
            "The study: a random 70/15/15 split of the images",
            UNKNOWN,
            UNKNOWN,
            "95.45%",
            "0.1214",
            UNKNOWN,
            UNKNOWN,
            UNKNOWN);

    private static final List<Comparison> ON_KAGGLE_TEST = List.of(
            onKaggleTest("Kermany et al. 2018", "92.8%", "0.968", "93.2%", "90.1%"),
            onKaggleTest("ResNet-50 at 224 pixels", "88.4%", "0.962", UNKNOWN, UNKNOWN),
            onKaggleTest("DINO ViT-B/16", "91.6%", "0.989", UNKNOWN, UNKNOWN),
            onKaggleTest("Google AutoML Vision", "94.6%", "0.991", UNKNOWN, UNKNOWN));

    private static Comparison onKaggleTest(
            String who, String accuracy, String auc, String sensitivity, String specificity) {
        return new Comparison(
                who + ": the same test folder", UNKNOWN, UNKNOWN, accuracy, UNKNOWN, auc, sensitivity, specificity);
    }

    /** This model first, then the study, then those who published on the same images. */
    static List<Comparison> of(Report report) {
        Estimates estimates = report.results().estimates();
        List<Comparison> all = new ArrayList<>();
        all.add(new Comparison(
                "This model: " + report.tested(),
                training(report, fit -> Figures.percent(fit.accuracy())),
                training(report, fit -> fourDigits(fit.loss())),
                Figures.value(Score.ACCURACY, Score.ACCURACY.of(estimates)),
                fourDigits(Score.LOG_LOSS.of(estimates).value()),
                Figures.value(Score.AUC, Score.AUC.of(estimates)),
                Figures.value(Score.SENSITIVITY, Score.SENSITIVITY.of(estimates)),
                Figures.value(Score.SPECIFICITY, Score.SPECIFICITY.of(estimates))));
        all.add(STUDY);
        if (report.isKaggleTest()) {
            all.addAll(ON_KAGGLE_TEST);
        }
        return all;
    }

    private static String training(Report report, Function<Report.Fit, String> figure) {
        Optional<Report.Fit> fit = report.onTraining();
        return fit.map(figure).orElse(UNKNOWN);
    }

    private static String fourDigits(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
