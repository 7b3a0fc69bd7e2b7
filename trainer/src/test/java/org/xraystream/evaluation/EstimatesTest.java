package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

class EstimatesTest {
    private final List<JudgedExample> judged =
            TestImages.judged(60, 1).stream().map(EvaluatedImage::judged).toList();

    @Test
    void givesEveryScoreAnIntervalAroundItself() {
        Estimates estimates = Estimates.of(judged);

        assertThat(estimates.byName()).hasSameSizeAs(Score.inOrder());
        for (Score score : Score.inOrder()) {
            Estimate estimate = score.of(estimates);
            assertThat(estimate.value())
                    .as(score.key())
                    .isBetween(estimate.interval().low(), estimate.interval().high());
            assertThat(estimate.interval().high() - estimate.interval().low())
                    .as(score.key())
                    .isBetween(0.005, 0.5);
        }
    }

    /** Children shown four times over are no more children: the intervals stay, where a draw by image would halve them. */
    @Test
    void isNotMadeSurerByMoreImagesOfTheSameChildren() {
        List<JudgedExample> fourfold = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fourfold.addAll(judged);
        }

        Estimates once = Estimates.of(judged);
        Estimates often = Estimates.of(fourfold);

        for (Score score : List.of(Score.AUC, Score.SENSITIVITY, Score.BACTERIAL_AGAINST_VIRAL_AUC)) {
            assertThat(score.of(often).interval())
                    .as(score.key())
                    .isEqualTo(score.of(once).interval());
        }
    }

    @Test
    void leavesUndefinedWhatImagesOfOneClassDoNotDefine() {
        Estimates estimates = Estimates.of(
                List.of(new JudgedExample("a", Truth.NORMAL, new Probabilities(0.9, 0.1, 0), Finding.NORMAL)));

        assertThat(Score.AUC.of(estimates).isDefined()).isFalse();
        assertThat(Score.AUC.of(estimates).interval().low()).isNaN();
        assertThat(Score.SPECIFICITY.of(estimates).value()).isEqualTo(1);
    }
}
