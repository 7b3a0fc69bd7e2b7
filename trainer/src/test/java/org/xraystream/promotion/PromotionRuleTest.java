package org.xraystream.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.Category;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;
import org.xraystream.promotion.PromotionRule.Decision;

class PromotionRuleTest {

    private static final int CASES = 20;

    private final PromotionRule rule = new PromotionRule(CASES, 0.005, 0.01, 0.02);

    @Test
    void promotesABetterChallenger() {
        Decision decision = rule.decide(scores(CASES, 0.4, 0.6), scores(CASES, 0.1, 0.9));

        assertThat(decision).isInstanceOf(Decision.Promoted.class);
        assertThat(decision.reason()).contains("AUC 1.0000 (champion 1.0000)", "log loss 0.1054 (champion 0.5108)");
    }

    @Test
    void promotesAChallengerThatIsJustAsGood() {
        assertThat(rule.decide(scores(CASES, 0.1, 0.9), scores(CASES, 0.1, 0.9)))
                .isInstanceOf(Decision.Promoted.class);
    }

    @Test
    void keepsTheChampionWhenTheChallengerIsLessSure() {
        assertThat(rule.decide(scores(CASES, 0.1, 0.9), scores(CASES, 0.2, 0.8)))
                .isInstanceOf(Decision.Kept.class);
    }

    @Test
    void keepsTheChampionWhenTheChallengerMissesAChild() {
        Scores challenger = scoresOf(
                Stream.concat(examples(CASES, 0.01, 0.99), Stream.of(judged(99, Category.VIRAL_PNEUMONIA, 0.45)))
                        .toList());
        Scores champion =
                scoresOf(Stream.concat(examples(CASES, 0.4, 0.6), Stream.of(judged(99, Category.VIRAL_PNEUMONIA, 0.55)))
                        .toList());

        Decision decision = rule.decide(champion, challenger);

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason()).contains("sensitivity 0.9524 (champion 1.0000)");
    }

    @Test
    void keepsTheChampionWhereTooFewCasesAreHeldOut() {
        Decision decision = rule.decide(scores(CASES - 1, 0.4, 0.6), scores(CASES - 1, 0.1, 0.9));

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason()).contains("19 normal and 19 pneumonia");
    }

    @Test
    void keepsTheChampionWhereOneClassIsMissing() {
        Scores onlyNormal = scoresOf(IntStream.range(0, 2 * CASES)
                .mapToObj(child -> judged(child, Category.NORMAL, 0.1))
                .toList());

        assertThat(rule.decide(onlyNormal, onlyNormal)).isInstanceOf(Decision.Kept.class);
    }

    @Test
    void refusesToDecideOnNoCases() {
        assertThatThrownBy(() -> new PromotionRule(0, 0, 0, 0)).hasMessageContaining("leastCases");
    }

    /** So many of either class, with these probabilities of pneumonia. */
    private static Scores scores(int ofEach, double forNormal, double forPneumonia) {
        return scoresOf(examples(ofEach, forNormal, forPneumonia).toList());
    }

    private static Stream<JudgedExample> examples(int ofEach, double forNormal, double forPneumonia) {
        return IntStream.range(0, ofEach)
                .boxed()
                .flatMap(child -> Stream.of(
                        judged(child, Category.NORMAL, forNormal),
                        judged(child, Category.BACTERIAL_PNEUMONIA, forPneumonia)));
    }

    private static Scores scoresOf(List<JudgedExample> examples) {
        return Evaluation.of(examples);
    }

    private static JudgedExample judged(int child, Category truth, double pneumonia) {
        return new JudgedExample(
                "child" + child,
                truth,
                new Probabilities(1 - pneumonia, pneumonia, 0),
                pneumonia >= 0.5 ? Finding.PNEUMONIA : Finding.NORMAL);
    }
}
