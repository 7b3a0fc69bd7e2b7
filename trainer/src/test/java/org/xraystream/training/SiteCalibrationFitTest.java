package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;
import org.xraystream.model.SiteCalibration;

class SiteCalibrationFitTest {

    @Test
    void findsTheLineAlongWhichASiteDiffers() {
        List<JudgedExample> judged = judged(5000, 0.6, -0.8);

        SiteCalibration fitted = SiteCalibrationFit.to(judged, share(judged));

        assertThat(fitted.slope()).isCloseTo(0.6, within(0.05));
        assertThat(fitted.offset()).isCloseTo(-0.8, within(0.1));
    }

    @Test
    void doesNotTakeARarerDiseaseForAnotherDevice() {
        // Only every tenth of the pneumonias: where the model learnt, half of the images were ill.
        var random = new Random(2);
        List<JudgedExample> judged = judged(20_000, 1, 0).stream()
                .filter(example -> !example.isPneumonia() || random.nextInt(10) == 0)
                .toList();

        SiteCalibration fitted = SiteCalibrationFit.to(judged, 0.5);

        assertThat(fitted.slope()).isCloseTo(1, within(0.1));
        assertThat(fitted.offset()).isCloseTo(0, within(0.15));
        assertThat(fitted.prevalence()).isCloseTo(1 / 11.0, within(0.02));
    }

    @Test
    void leavesAnHonestModelNearlyAlone() {
        SiteCalibration fitted = SiteCalibrationFit.to(judged(5000, 1, 0), 0.5);

        assertThat(fitted.slope()).isCloseTo(1, within(0.07));
        assertThat(fitted.offset()).isCloseTo(0, within(0.1));
    }

    @Test
    void movesLittleByAHandfulOfLabelsThatContradictTheModel() {
        SiteCalibration fitted = SiteCalibrationFit.to(
                List.of(
                        judged(0.9, Truth.NORMAL),
                        judged(0.8, Truth.NORMAL),
                        judged(0.2, Truth.PNEUMONIA),
                        judged(0.95, Truth.PNEUMONIA)),
                0.5);

        assertThat(fitted.slope()).isBetween(0.4, 1.0);
        assertThat(fitted.offset()).isBetween(-1.0, 1.0);
    }

    @Test
    void endsWhereTheModelTellsAllApart() {
        var judged = new ArrayList<JudgedExample>();
        for (int i = 0; i < 200; i++) {
            judged.add(judged(0.9999999, Truth.PNEUMONIA));
            judged.add(judged(0.0000001, Truth.NORMAL));
        }

        SiteCalibration fitted = SiteCalibrationFit.to(judged, 0.5);

        assertThat(fitted.slope()).isBetween(0.9, 1.5);
    }

    @Test
    void needsBothNormalsAndPneumonias() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SiteCalibrationFit.to(List.of(judged(0.9, Truth.PNEUMONIA)), 0.5))
                .withMessageContaining("0 of normal and 1 of pneumonia");
    }

    private static double share(List<JudgedExample> judged) {
        return (double) judged.stream().filter(JudgedExample::isPneumonia).count() / judged.size();
    }

    /** Images whose true log odds are {@code slope} times the model's plus {@code offset}. */
    private static List<JudgedExample> judged(int count, double slope, double offset) {
        var random = new Random(1);
        var judged = new ArrayList<JudgedExample>();
        for (int i = 0; i < count; i++) {
            double evidence = 3 * random.nextGaussian();
            boolean ill = random.nextDouble() < 1 / (1 + Math.exp(-(slope * evidence + offset)));
            judged.add(judged(1 / (1 + Math.exp(-evidence)), ill ? Truth.PNEUMONIA : Truth.NORMAL));
        }
        return judged;
    }

    private static JudgedExample judged(double pneumonia, Truth truth) {
        return new JudgedExample(
                "child", truth, new Probabilities(1 - pneumonia, pneumonia / 2, pneumonia / 2), Finding.UNCERTAIN);
    }
}
