package org.xraystream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BadFeedbackOutcomeTest {

    @Test
    void isWellWhenTheBadWereKeptOutAndTakenBack() {
        assertThat(outcome(true, 40, 25, 0).failures()).isEmpty();
    }

    @Test
    void failsForEachThingThatWentWrong() {
        assertThat(outcome(false, 40, 25, 0).failures())
                .containsExactly("what learned from the careless reader was not refused");
        assertThat(outcome(true, 114, 25, 0).failures())
                .containsExactly("the bad model was taken back after more than 113 labels");
        assertThat(outcome(true, 40, 24, 0).failures())
                .containsExactly("not every diagnosis of the bad model was amended");
        assertThat(outcome(true, 40, 25, 1).failures()).containsExactly("a model that was not champion gave diagnoses");
    }

    @Test
    void failsWithoutARollback() {
        var outcome = new BadFeedbackOutcome(
                Optional.of("v2"), true, 339, Optional.empty(), 400, 0, 0, 100, 0, 700, 699, 1, 0);

        assertThat(outcome.failures())
                .containsExactly(
                        "the bad model was not taken back", "not every diagnosis of the bad model was amended");
    }

    private static BadFeedbackOutcome outcome(boolean isRefused, int labels, int amended, int notByChampion) {
        return new BadFeedbackOutcome(
                Optional.of("v2"),
                isRefused,
                labels,
                Optional.of("shipped"),
                25,
                amended,
                20,
                100,
                notByChampion,
                500,
                499,
                1,
                0);
    }
}
