package org.xraystream.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xraystream.demo.Ledger.Observed;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/**
 * What a demonstration showed. Accuracy and AUC are taken before and after the first swap, over the scans of children
 * whose scans nobody labelled: what the retraining was taught cannot flatter it. A figure that the scans do not define
 * is absent.
 *
 * @param latencyMsP50 from the sending of a scan to the seeing of its diagnosis, away from swaps
 * @param latencyMsP99 the same; one scan in a hundred waited longer
 * @param swapPauseMs the longest such time within a second of a swap; absent without one
 */
public record DemoSummary(
        int scans,
        int diagnoses,
        int rejections,
        int deadLetters,
        int unaccounted,
        int swaps,
        Optional<Double> accuracyBefore,
        Optional<Double> accuracyAfter,
        Optional<Double> aucBefore,
        Optional<Double> aucAfter,
        double scansPerSecond,
        double latencyMsP50,
        double latencyMsP99,
        Optional<Double> swapPauseMs)
        implements Play.Outcome {

    private static final long NEAR_SWAP_NANOS = 1_000_000_000L;

    /**
     * Draws the sum.
     *
     * @param labelled tells whether a child's scans were labelled
     * @param seconds from the first scan sent to the last outcome seen
     */
    static DemoSummary of(Ledger ledger, Predicate<String> labelled, double seconds) {
        List<Observed> diagnoses = ledger.diagnoses();
        List<String> versions = diagnoses.stream()
                .map(observed -> observed.diagnosis().getModelVersion())
                .distinct()
                .toList();
        List<Long> swaps = versions.stream()
                .skip(1)
                .map(version -> firstSeen(diagnoses, version))
                .toList();
        List<Observed> unlabelled = diagnoses.stream()
                .filter(observed -> !labelled.test(observed.image().child()))
                .toList();
        Set<String> first = versions.isEmpty() ? Set.of() : Set.of(versions.get(0));
        Scores before = scores(unlabelled, first::contains);
        Scores after = scores(unlabelled, version -> !first.contains(version));
        double[] ordinary = latencies(diagnoses, observed -> !nearSwap(observed, swaps));
        double[] swapping = latencies(diagnoses, observed -> nearSwap(observed, swaps));
        return new DemoSummary(
                ledger.scans(),
                diagnoses.size(),
                ledger.rejections(),
                ledger.deadLetters(),
                ledger.unaccounted().size(),
                swaps.size(),
                defined(before.forced().accuracy()),
                defined(after.forced().accuracy()),
                defined(before.auc()),
                defined(after.auc()),
                diagnoses.size() / seconds,
                quantile(ordinary, 0.50),
                quantile(ordinary, 0.99),
                swapping.length == 0 ? Optional.empty() : Optional.of(quantile(swapping, 1)));
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("scans", scans);
        map.put("diagnoses", diagnoses);
        map.put("rejections", rejections);
        map.put("deadLetters", deadLetters);
        map.put("unaccounted", unaccounted);
        map.put("swaps", swaps);
        map.put("accuracyBefore", accuracyBefore.orElse(null));
        map.put("accuracyAfter", accuracyAfter.orElse(null));
        map.put("aucBefore", aucBefore.orElse(null));
        map.put("aucAfter", aucAfter.orElse(null));
        map.put("scansPerSecond", scansPerSecond);
        map.put("latencyMsP50", latencyMsP50);
        map.put("latencyMsP99", latencyMsP99);
        map.put("swapPauseMs", swapPauseMs.orElse(null));
        return map;
    }

    private static long firstSeen(List<Observed> diagnoses, String version) {
        return diagnoses.stream()
                .filter(observed -> observed.diagnosis().getModelVersion().equals(version))
                .mapToLong(Observed::seenAtNanos)
                .min()
                .orElseThrow();
    }

    private static boolean nearSwap(Observed observed, List<Long> swaps) {
        return swaps.stream().anyMatch(swap -> Math.abs(observed.seenAtNanos() - swap) <= NEAR_SWAP_NANOS);
    }

    private static double[] latencies(List<Observed> diagnoses, Predicate<Observed> which) {
        return diagnoses.stream()
                .filter(which)
                .mapToDouble(Observed::latencyMs)
                .sorted()
                .toArray();
    }

    /** The value below which this share of the sorted values lies, by nearest rank. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static Scores scores(List<Observed> diagnoses, Predicate<String> version) {
        return Evaluation.of(diagnoses.stream()
                .filter(observed -> version.test(observed.diagnosis().getModelVersion()))
                .flatMap(observed -> judged(observed).stream())
                .toList());
    }

    /** Truth and answer, where the truth is known. */
    static Optional<JudgedExample> judged(Observed observed) {
        var p = observed.diagnosis().getProbabilities();
        return observed.image()
                .truth()
                .map(truth -> new JudgedExample(
                        observed.image().child(),
                        truth,
                        new Probabilities(p.getNormal(), p.getBacterial(), p.getViral()),
                        Finding.valueOf(observed.diagnosis().getFinding().name())));
    }

    private static Optional<Double> defined(double value) {
        return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }

    /** Whether every scan has exactly one outcome. */
    public boolean balances() {
        return unaccounted == 0 && scans == diagnoses + rejections + deadLetters;
    }

    @Override
    public List<String> failures() {
        return balances() ? List.of() : List.of("not every scan is accounted for");
    }

    @Override
    public List<String> lines() {
        return List.of(
                String.format("scans sent            %6d", scans),
                String.format("  diagnoses           %6d", diagnoses),
                String.format("  rejections          %6d", rejections),
                String.format("  dead letters        %6d", deadLetters),
                String.format(
                        "  unaccounted         %6d   %s",
                        unaccounted, balances() ? "every scan has exactly one outcome" : "THE LEDGER DOES NOT BALANCE"),
                String.format("models swapped        %6d", swaps),
                String.format("accuracy before/after   %s / %s", percent(accuracyBefore), percent(accuracyAfter)),
                String.format("AUC before/after        %s / %s", figure(aucBefore), figure(aucAfter)),
                String.format("throughput            %6.1f scans a second", scansPerSecond),
                String.format("latency p50 / p99     %6.0f / %.0f ms", latencyMsP50, latencyMsP99),
                String.format(
                        "longest near the swap %6s ms",
                        swapPauseMs.map(ms -> String.format("%.0f", ms)).orElse("-")));
    }

    private static String percent(Optional<Double> share) {
        return share.map(value -> String.format("%.1f%%", 100 * value)).orElse("-");
    }

    private static String figure(Optional<Double> value) {
        return value.map(known -> String.format("%.4f", known)).orElse("-");
    }
}
