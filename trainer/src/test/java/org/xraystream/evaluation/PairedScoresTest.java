package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.PairedScores.Difference;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

class PairedScoresTest {

    @Test
    void givesTheScoresOfBothAndTheirDifference() {
        List<JudgedExample> champion = judged(100, i -> i % 2 == 0 ? 0.4 : 0.45);
        List<JudgedExample> challenger = judged(100, i -> i % 2 == 0 ? 0.4 : 0.9);

        PairedScores scores = PairedScores.of(champion, challenger);

        assertThat(scores.normals()).isEqualTo(50);
        assertThat(scores.pneumonias()).isEqualTo(50);
        assertThat(scores.of(Score.SENSITIVITY).champion()).isZero();
        assertThat(scores.of(Score.SENSITIVITY).challenger()).isEqualTo(1);
        assertThat(scores.of(Score.SENSITIVITY).value()).isEqualTo(1);
        assertThat(scores.of(Score.AUC).value()).isZero();
        assertThat(scores.of(Score.LOG_LOSS).value()).isCloseTo((Math.log(0.45) - Math.log(0.9)) / 2, within(1e-9));
        assertThat(scores.mcNemar()).isEqualTo(new McNemar(0, 50));
    }

    @Test
    void agreesWithTheScoresOfEachAlone() {
        List<JudgedExample> examples = judged(60, i -> (i * 37 % 60) / 60.0);

        PairedScores scores = PairedScores.of(examples, examples);

        Scores alone = Evaluation.of(examples);
        PairedScores.SCORES.forEach(score -> assertThat(scores.of(score).challenger())
                .isEqualTo(alone.byName().get(score.key())));
    }

    /** What makes an image hard makes it hard for both, so equal models differ by nothing however uncertain each is. */
    @Test
    void isSureThatAModelIsAsGoodAsItself() {
        List<JudgedExample> examples = judged(40, i -> (i * 17 % 40) / 40.0);

        PairedScores scores = PairedScores.of(examples, examples);

        assertThat(scores.differences().values())
                .allSatisfy(difference -> assertThat(difference.interval()).isEqualTo(new Bootstrap.Interval(0, 0)));
    }

    /** One child in ten is missed by the challenger alone: 0.1 with a standard error of 0.03 over 100 pneumonias. */
    @Test
    void givesTheIntervalOfTheDifference() {
        List<JudgedExample> champion = judged(200, i -> i % 2 == 0 ? 0.1 : 0.9);
        List<JudgedExample> challenger = judged(200, i -> i % 20 == 1 ? 0.1 : i % 2 == 0 ? 0.1 : 0.9);

        Difference difference = PairedScores.of(champion, challenger).of(Score.SENSITIVITY);

        assertThat(difference.value()).isCloseTo(-0.1, within(1e-9));
        assertThat(difference.interval().low()).isCloseTo(-0.16, within(0.015));
        assertThat(difference.interval().high()).isCloseTo(-0.045, within(0.015));
    }

    @Test
    void refusesWhatIsNotPaired() {
        List<JudgedExample> examples = judged(4, i -> 0.5);

        assertThatThrownBy(() -> PairedScores.of(examples, examples.subList(0, 3)))
                .hasMessageContaining("other images");
        assertThatThrownBy(() -> PairedScores.of(
                        examples, List.of(examples.get(1), examples.get(0), examples.get(2), examples.get(3))))
                .hasMessageContaining("other images");
    }

    /** Every second one with pneumonia. */
    private static List<JudgedExample> judged(int count, IntToDoubleFunction pneumonia) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    double probability = pneumonia.applyAsDouble(i);
                    return new JudgedExample(
                            "child" + i,
                            i % 2 == 0 ? Truth.NORMAL : Truth.PNEUMONIA,
                            new Probabilities(1 - probability, probability, 0),
                            Finding.UNCERTAIN);
                })
                .toList();
    }
}
