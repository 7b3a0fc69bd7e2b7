package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Example;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.Calibration;
import org.xraystream.model.Category;
import org.xraystream.model.Thresholds;

class UndecidedBandTest {

    private static final Calibration PLAIN = new Calibration(1);

    @Test
    void keepsMissesAndFalseAlarmsWithinTheirBounds() {
        Answers answers = overlapping(2.5);

        Scores scores = judged(answers, new UndecidedBand(0.015, 0.02, 0.5));

        assertThat(1 - missed(answers, new UndecidedBand(0.015, 0.02, 0.5))).isBetween(0.98, 0.99);
        assertThat(scores.decided().sensitivity()).isGreaterThan(0.97);
        assertThat((double) scores.decided().falsePositives() / 1000).isBetween(0.01, 0.02);
    }

    @Test
    void leavesNoMoreUndecidedThanAllowedWhateverTheFalseAlarms() {
        Answers answers = overlapping(1);
        UndecidedBand band = new UndecidedBand(0.015, 0.015, 0.10);

        assertThat(judged(answers, band).undecided()).isBetween(0.09, 0.10);
        assertThat(missed(answers, band)).isLessThanOrEqualTo(0.015);
    }

    @Test
    void decidesAlwaysWhereThereIsNoDoubt() {
        Answers answers = overlapping(50);

        Scores scores = judged(answers, UndecidedBand.STANDARD);

        assertThat(scores.undecided()).isZero();
        assertThat(scores.decided().specificity()).isEqualTo(1);
    }

    @Test
    void refusesAnswersWithoutNormals() {
        Answers all = overlapping(1);
        Answers ill = new Answers(all.examples().subList(0, 1), all.logits().subList(0, 1));

        assertThatIllegalArgumentException().isThrownBy(() -> UndecidedBand.STANDARD.choose(ill, PLAIN));
    }

    /** 1,000 pneumonias, then 1,000 normals, whose logits lie {@code distance} deviations apart. */
    private static Answers overlapping(double distance) {
        Random random = new Random(1);
        Example drawn = TestExamples.patterns(1, 1).get(0);
        List<Example> examples = new ArrayList<>();
        List<float[]> logits = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Category category = i < 1000 ? Category.BACTERIAL_PNEUMONIA : Category.NORMAL;
            double centre = i < 1000 ? distance / 2 : -distance / 2;
            examples.add(new Example("" + i, "" + i, category, drawn.image()));
            logits.add(new float[] {0, (float) (centre + random.nextGaussian()), -100});
        }
        return new Answers(examples, logits);
    }

    private static Scores judged(Answers answers, UndecidedBand band) {
        Thresholds thresholds = band.choose(answers, PLAIN);
        return Evaluation.of(answers.judged(PLAIN, thresholds));
    }

    private static double missed(Answers answers, UndecidedBand band) {
        return judged(answers, band).decided().falseNegatives() / 1000.0;
    }
}
