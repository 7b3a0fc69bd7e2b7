package org.xraystream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

class SiteShiftOutcomeTest {

    @Test
    void isWellWhenHalfOfTheLossIsWonBack() {
        var outcome = outcome(0.99, 0.90, 0.95, 0.987);

        assertThat(outcome.wonBack()).isCloseTo(0.05 / 0.09, within(1e-9));
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.asMap()).containsEntry("aucChampionHome", 0.99).containsEntry("aucPromotedShifted", 0.95);
    }

    @Test
    void failsWhenLessIsWonBack() {
        assertThat(outcome(0.99, 0.90, 0.94, 0.99).failures())
                .containsExactly("less than half of the loss was won back");
    }

    @Test
    void failsWhenTooMuchIsLostAtHome() {
        assertThat(outcome(0.99, 0.90, 0.98, 0.984).failures())
                .containsExactly("more than 0.5 points were lost at home");
    }

    @Test
    void failsWhenNothingIsPromotedOrAScanIsMissing() {
        var scores = scores(0.9);

        assertThat(new SiteShiftOutcome(scores, scores, Optional.empty(), scores, scores, 3, 10, 8, 1, 1, 0, 0)
                        .failures())
                .containsExactly("not every scan has exactly one outcome", "no model was promoted");
    }

    private static SiteShiftOutcome outcome(double home, double shifted, double promotedShifted, double promotedHome) {
        return new SiteShiftOutcome(
                scores(home),
                scores(shifted),
                Optional.of("v2"),
                scores(promotedHome),
                scores(promotedShifted),
                300,
                10,
                9,
                1,
                0,
                80,
                120);
    }

    /** With an area under the curve of so many hundredths or thousandths: one normal lies above that part of the ill. */
    private static Scores scores(double auc) {
        List<JudgedExample> judged = new ArrayList<>();
        int ill = 1000;
        int below = (int) Math.round((1 - auc) * ill);
        judged.add(judged("normal", Truth.NORMAL, 0.5));
        for (int i = 0; i < ill; i++) {
            judged.add(judged("ill" + i, Truth.BACTERIAL_PNEUMONIA, i < below ? 0.4 : 0.6));
        }
        return Evaluation.of(judged);
    }

    private static JudgedExample judged(String child, Truth truth, double pneumonia) {
        return new JudgedExample(child, truth, new Probabilities(1 - pneumonia, pneumonia, 0), Finding.UNCERTAIN);
    }
}
