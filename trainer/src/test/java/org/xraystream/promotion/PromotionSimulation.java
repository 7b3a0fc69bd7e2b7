package org.xraystream.promotion;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.xraystream.service.settings.Settings;

/** How often the rule, as the defaults have it, promotes simulated challengers. Not a test: run by hand, for decision 013. */
public final class PromotionSimulation {

    private static final int RUNS = 1000;

    private PromotionSimulation() {}

    /** Takes the correlations to try. */
    public static void main(String[] arguments) {
        var rule = PromotionRule.from(Settings.of(Map.of("promotion.least-cases", "1")));
        System.out.println("correlation,challenger,cases,promoted");
        for (String correlation : arguments) {
            double with = Double.parseDouble(correlation);
            print(rule, "equal", new TestPairs(TestPairs.GOOD, TestPairs.GOOD, 0, with));
            print(rule, "AUC higher by 0.01", new TestPairs(TestPairs.GOOD, 2.904, 0, with));
            print(rule, "AUC lower by 0.02", new TestPairs(TestPairs.GOOD, TestPairs.WORSE, 0, with));
            // Phi(1.33 - 0.93 / 2.66) = 0.836 instead of 0.908
            print(rule, "sensitivity lower by 0.07", new TestPairs(TestPairs.GOOD, TestPairs.GOOD, -0.93, with));
        }
    }

    private static void print(PromotionRule rule, String challenger, TestPairs pairs) {
        for (int cases : new int[] {50, 100, 200, 400, 800}) {
            long promoted = IntStream.range(0, RUNS)
                    .filter(run ->
                            rule.decide(Map.of(TestSet.HELD_OUT, pairs.judge(cases, run))) instanceof Decision.Promoted)
                    .count();
            System.out.printf(
                    Locale.ROOT, "%.1f,%s,%d,%.3f%n", pairs.correlation(), challenger, cases, promoted / (double) RUNS);
        }
    }
}
