package org.xraystream.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.PairedScores;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;
import org.xraystream.service.settings.Settings;

class PromotionRuleTest {

    private static final int CASES = 50;

    private final PromotionRule rule = PromotionRule.from(Settings.of(Map.of("promotion.least-cases", "50")));

    @Test
    void promotesABetterChallenger() {
        Decision decision = decide(pairs(CASES, i -> 0.4, i -> 0.1));

        assertThat(decision).isInstanceOf(Decision.Promoted.class);
        assertThat(decision.reason())
                .contains(
                        "AUC 1.0000 on 100 scans of held-out children (champion 1.0000",
                        "log loss 0.1054",
                        "(champion 0.5108, difference -0.4055, 95% -0.4055 to -0.4055)");
    }

    @Test
    void promotesAChallengerThatIsJustAsGood() {
        assertThat(decide(pairs(CASES, i -> 0.1, i -> 0.1))).isInstanceOf(Decision.Promoted.class);
    }

    @Test
    void keepsTheChampionWhenTheChallengerIsLessSure() {
        Decision decision = decide(pairs(CASES, i -> 0.1, i -> 0.2));

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason())
                .contains("log loss", "may be higher by more than 0.0500")
                .doesNotContain("AUC");
    }

    /** One missed pneumonia more of fifty may be chance, but chance may as well hide a loss of more than the margin. */
    @Test
    void leavesTheBurdenOfProofToTheChallenger() {
        Decision decision = decide(pairs(CASES, i -> 0.1, i -> i == 1 ? 0.55 : 0.1));

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason()).contains("sensitivity 0.9800", "may be lower by more than 0.0500");
    }

    /** At a site whose detector makes every chest look hazy: the champion misses nothing, since it calls nearly all ill. */
    @Test
    void replacesAChampionThatCallsEverythingIll() {
        assertThat(decide(pairs(CASES, PromotionRuleTest::mostNormalsCalledIll, i -> i == 1 ? 0.55 : 0.1)))
                .isInstanceOf(Decision.Promoted.class);
        assertThat(decide(pairs(
                        CASES, PromotionRuleTest::mostNormalsCalledIll, i -> i == 1 || i == 3 || i == 5 ? 0.55 : 0.1)))
                .as("three of fifty pneumonias missed are more than the margin")
                .isInstanceOf(Decision.Kept.class);
    }

    /** Its AUC and sensitivity are the champion's; it calls 12 of 2,000 normals pneumonia that the champion does not. */
    @Test
    void keepsTheChampionWhenTheChallengerDecidesFewerRightly() {
        Decision decision = decide(pairs(1000, i -> 0.2, i -> i < 24 && i % 2 == 0 ? 0.51 : 0.2));

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason())
                .contains("12 decided rightly by it alone, 0 by the challenger alone")
                .doesNotContain("AUC", "log loss");
    }

    @Test
    void keepsTheChampionWhereTooFewCasesAreHeldOut() {
        Decision decision = decide(pairs(CASES - 1, i -> 0.4, i -> 0.1));

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason()).contains("49 normal and 49 pneumonia of held-out children, at least 50");
    }

    @Test
    void keepsTheChampionWhereNothingIsHeldOut() {
        PairedScores good = pairs(CASES, i -> 0.4, i -> 0.1);

        assertThat(rule.decide(Map.of(TestSet.REFERENCE, good))).isInstanceOf(Decision.Kept.class);
        assertThat(rule.decide(Map.of())).isInstanceOf(Decision.Kept.class);
    }

    /** As a model does that has learned a new site and forgotten the old one. */
    @Test
    void keepsTheChampionWhenTheChallengerIsWorseOnAnySet() {
        PairedScores good = pairs(CASES, i -> 0.4, i -> 0.1);
        PairedScores bad = pairs(CASES, i -> 0.1, i -> 0.4);

        for (TestSet set : List.of(TestSet.RECENT, TestSet.BLIND, TestSet.REFERENCE)) {
            Decision decision = rule.decide(Map.of(TestSet.HELD_OUT, good, set, bad));

            assertThat(decision).as(set.name()).isInstanceOf(Decision.Kept.class);
            assertThat(decision.reason()).contains("100 " + set.inWords()).doesNotContain("held-out");
        }
    }

    @Test
    void tellsOfSetsTooSmallToJudge() {
        Decision decision = rule.decide(Map.of(
                TestSet.HELD_OUT, pairs(CASES, i -> 0.4, i -> 0.1),
                TestSet.BLIND, pairs(3, i -> 0.1, i -> 0.4)));

        assertThat(decision).isInstanceOf(Decision.Promoted.class);
        assertThat(decision.reason()).contains("not judged, being too few: 3 normal and 3 pneumonia recent ones");
    }

    /** However bad the champion is, and the challenger better. */
    @Test
    void promotesNothingBelowTheFloorOfSensitivity() {
        Decision decision = decide(pairs(CASES, i -> i % 2 == 1 ? 0.6 : 0.1, i -> i % 8 == 1 ? 0.6 : 0.1));

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason()).contains("sensitivity 0.7400 on 100 scans of held-out children, floor 0.8000");
    }

    @Test
    void promotesNothingBelowTheFloorOnTheReference() {
        Decision decision = rule.decide(Map.of(
                TestSet.HELD_OUT, pairs(CASES, i -> 0.1, i -> 0.1),
                TestSet.REFERENCE, pairs(10, i -> 0.6, i -> i < 10 ? 0.6 : 0.1)));

        assertThat(decision).isInstanceOf(Decision.Kept.class);
        assertThat(decision.reason()).contains("accuracy 0.5000 on 20 reference images, floor 0.8000");
    }

    @Test
    void refusesToDecideOnNoCases() {
        assertThatThrownBy(() -> new PromotionRule(0, 0, 0, 0, 0, 0)).hasMessageContaining("leastCases");
    }

    /** What the decision 013 says of many more simulated challengers, held loosely. */
    @Test
    void takesMostEqualChallengersAndHardlyAnyWorseOne() {
        var equal = new TestPairs(TestPairs.GOOD, TestPairs.GOOD, 0, 0.9);
        var worse = new TestPairs(TestPairs.GOOD, TestPairs.WORSE, 0, 0.9);

        assertThat(promoted(equal, 800)).isGreaterThan(30);
        assertThat(promoted(worse, 800)).isLessThan(4);
        assertThat(promoted(worse, 200)).isLessThan(4);
    }

    private long promoted(TestPairs pairs, int cases) {
        return IntStream.range(0, 40)
                .filter(run -> decide(pairs.judge(cases, run)) instanceof Decision.Promoted)
                .count();
    }

    private static double mostNormalsCalledIll(int i) {
        return i % 2 == 0 && i < 80 ? 0.6 : 0.1;
    }

    private Decision decide(PairedScores heldOut) {
        return rule.decide(Map.of(TestSet.HELD_OUT, heldOut));
    }

    /** So many of either class, every second one with pneumonia; what each model gives the wrong one of the two. */
    private static PairedScores pairs(int ofEach, IntToDoubleFunction champion, IntToDoubleFunction challenger) {
        return PairedScores.of(judged(ofEach, champion), judged(ofEach, challenger));
    }

    private static List<JudgedExample> judged(int ofEach, IntToDoubleFunction error) {
        return IntStream.range(0, 2 * ofEach)
                .mapToObj(i -> {
                    boolean ill = i % 2 == 1;
                    double pneumonia = ill ? 1 - error.applyAsDouble(i) : error.applyAsDouble(i);
                    return new JudgedExample(
                            "child" + i,
                            ill ? Truth.BACTERIAL_PNEUMONIA : Truth.NORMAL,
                            new Probabilities(1 - pneumonia, pneumonia, 0),
                            Finding.UNCERTAIN);
                })
                .toList();
    }
}
