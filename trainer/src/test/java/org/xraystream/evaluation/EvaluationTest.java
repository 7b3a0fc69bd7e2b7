package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.xraystream.model.Category.BACTERIAL_PNEUMONIA;
import static org.xraystream.model.Category.NORMAL;
import static org.xraystream.model.Category.VIRAL_PNEUMONIA;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;
import org.xraystream.model.Category;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;
import org.xraystream.model.Thresholds;

class EvaluationTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final Thresholds THRESHOLDS = new Thresholds(0.3, 0.7);

    /** Probabilities of pneumonia: 0.9 and 0.6 where it is, 0.4 too; 0.6 and 0.1 where it is not. */
    private static final List<JudgedExample> FIVE = List.of(
            judged("a", BACTERIAL_PNEUMONIA, 0.1, 0.7, 0.2),
            judged("a", VIRAL_PNEUMONIA, 0.4, 0.5, 0.1),
            judged("b", VIRAL_PNEUMONIA, 0.6, 0.1, 0.3),
            judged("c", NORMAL, 0.4, 0.3, 0.3),
            judged("d", NORMAL, 0.9, 0.05, 0.05));

    private final Scores scores = Evaluation.of(FIVE);

    @Test
    void countsImagesAndChildren() {
        assertThat(scores.examples()).isEqualTo(5);
        assertThat(scores.children()).isEqualTo(4);
    }

    @Test
    void countsForcedDecisions() {
        assertThat(scores.forced()).isEqualTo(new Confusion(2, 1, 1, 1));
        assertThat(scores.forced().accuracy()).isCloseTo(3 / 5.0, EXACT);
        assertThat(scores.forced().sensitivity()).isCloseTo(2 / 3.0, EXACT);
        assertThat(scores.forced().specificity()).isCloseTo(1 / 2.0, EXACT);
        assertThat(scores.forced().positivePredictiveValue()).isCloseTo(2 / 3.0, EXACT);
        assertThat(scores.forced().negativePredictiveValue()).isCloseTo(1 / 2.0, EXACT);
        assertThat(scores.forced().f1()).isCloseTo(2 / 3.0, EXACT);
    }

    @Test
    void leavesUndecidedExamplesOutOfTheModelsDecisions() {
        assertThat(scores.undecided()).isCloseTo(3 / 5.0, EXACT);
        assertThat(scores.decided()).isEqualTo(new Confusion(1, 0, 1, 0));
    }

    /** Of 3 x 2 pairs, 0.9 wins two; 0.6 wins one and ties one; 0.4 wins one: 4.5 of 6. */
    @Test
    void countsTiesHalfInTheArea() {
        assertThat(scores.auc()).isCloseTo(4.5 / 6, EXACT);
    }

    @Test
    void agreesWithCountingAllPairs() {
        var random = new Random(1);
        List<JudgedExample> examples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double pneumonia = random.nextInt(21) / 20.0;
            examples.add(judged("" + i, random.nextBoolean() ? NORMAL : VIRAL_PNEUMONIA, 1 - pneumonia, 0, pneumonia));
        }

        double wins = 0;
        double pairs = 0;
        for (JudgedExample sick : examples) {
            for (JudgedExample well : examples) {
                if (sick.isPneumonia() && !well.isPneumonia()) {
                    pairs++;
                    int order = Double.compare(
                            sick.probabilities().pneumonia(),
                            well.probabilities().pneumonia());
                    wins += order > 0 ? 1 : order == 0 ? 0.5 : 0;
                }
            }
        }
        assertThat(Evaluation.of(examples).auc()).isCloseTo(wins / pairs, EXACT);
    }

    @Test
    void averagesTheLogLoss() {
        double two = -(Math.log(0.9) + Math.log(0.6) + Math.log(0.4) + Math.log(0.4) + Math.log(0.9)) / 5;
        double three = -(Math.log(0.7) + Math.log(0.1) + Math.log(0.3) + Math.log(0.4) + Math.log(0.9)) / 5;

        assertThat(scores.logLoss()).isCloseTo(two, EXACT);
        assertThat(scores.logLossOfThree()).isCloseTo(three, EXACT);
    }

    @Test
    void keepsTheLogLossOfASureMistakeFinite() {
        assertThat(Evaluation.of(List.of(judged("a", NORMAL, 0, 1, 0))).logLoss())
                .isCloseTo(15 * Math.log(10), within(1e-9));
    }

    @Test
    void takesTheMostProbableOfThree() {
        assertThat(scores.accuracyOfThree()).isCloseTo(3 / 5.0, EXACT);
    }

    @Test
    void countsTheMostProbableWithinEachCategory() {
        ConfusionOfThree counts = scores.confusionOfThree();

        assertThat(counts.counts()).containsExactly(List.of(2, 0, 0), List.of(0, 1, 0), List.of(1, 1, 0));
        assertThat(counts.count(VIRAL_PNEUMONIA, BACTERIAL_PNEUMONIA)).isEqualTo(1);
        assertThat(counts.accuracy()).isEqualTo(scores.accuracyOfThree());
    }

    /** The bacterial one has a bacterial part of 7/9; the viral ones of 5/6, which is more, and of 1/4. */
    @Test
    void tellsBacterialFromViralByTheirPartsAlone() {
        assertThat(scores.bacterialAgainstViralAuc()).isCloseTo(1 / 2.0, EXACT);
    }

    @Test
    void scoresNoCategoriesWhereAKindIsUnknown() {
        List<JudgedExample> examples = new ArrayList<>(FIVE);
        examples.add(new JudgedExample("e", Truth.PNEUMONIA, new Probabilities(0.2, 0.5, 0.3), Finding.PNEUMONIA));

        Scores withUnknown = Evaluation.of(examples);

        assertThat(withUnknown.forced()).isEqualTo(new Confusion(3, 1, 1, 1));
        assertThat(withUnknown.logLoss()).isCloseTo((5 * scores.logLoss() - Math.log(0.8)) / 6, EXACT);
        assertThat(withUnknown.byName()).doesNotContainKeys("accuracyOfThree", "logLossOfThree");
        assertThat(withUnknown.bacterialAgainstViralAuc()).isCloseTo(1 / 2.0, EXACT);
    }

    /** By bins: 0.9 against 1, {0.6, 0.6} against a half, 0.4 against 1, 0.1 against 0. */
    @Test
    void measuresTheCalibrationError() {
        assertThat(scores.calibrationError()).isCloseTo((0.1 + 0.2 + 0.6 + 0.1) / 5, EXACT);
    }

    @Test
    void leavesOutWhatIsNotDefined() {
        Scores onlyNormal = Evaluation.of(List.of(judged("a", NORMAL, 0.9, 0.1, 0)));

        assertThat(onlyNormal.auc()).isNaN();
        assertThat(onlyNormal.byName()).containsKey("specificity").doesNotContainKeys("auc", "sensitivity", "f1");
        assertThat(Evaluation.of(List.of()).byName()).isEmpty();
    }

    private static JudgedExample judged(String child, Category truth, double normal, double bacterial, double viral) {
        var probabilities = new Probabilities(normal, bacterial, viral);
        return new JudgedExample(child, truth, probabilities, THRESHOLDS.finding(probabilities));
    }
}
