package org.xraystream.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xraystream.demo.Ledger.Observed;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.Scores;
import org.xraystream.event.ModelRelease;

/**
 * What another detector did to the champion, and what retraining won back. Before the swap and after it the same
 * radiographs were read; nobody was taught the children on them.
 *
 * @param promoted version of the model that learned; empty if none was promoted
 * @param labels how many scans were labelled
 * @param latencyMsP99 from the sending of a scan to the seeing of its diagnosis, before the training
 * @param latencyMsP99WhileTraining the same while the trainer trained
 */
public record SiteShiftOutcome(
        Scores championHome,
        Scores championShifted,
        Optional<String> promoted,
        Scores promotedHome,
        Scores promotedShifted,
        int labels,
        int scans,
        int diagnoses,
        int rejections,
        int unaccounted,
        double latencyMsP99,
        double latencyMsP99WhileTraining)
        implements Play.Outcome {

    private static final double LEAST_WON_BACK = 0.5;
    private static final double MOST_LOST_AT_HOME = 0.005;

    /**
     * The scans of each part of the story.
     *
     * @param taught children whose scans were labelled; they count for no score
     */
    record Phases(
            Set<String> homeBefore,
            Set<String> shiftedBefore,
            Set<String> whileTraining,
            Set<String> shiftedAfter,
            Set<String> homeAfter,
            Set<String> taught) {

        boolean isAtHome(Observed observed) {
            String scanId = observed.diagnosis().getScanId();
            return homeBefore.contains(scanId) || homeAfter.contains(scanId);
        }
    }

    static SiteShiftOutcome of(Ledger ledger, Phases phases, Optional<ModelRelease> release, int labels) {
        List<Observed> all = ledger.diagnoses();
        Optional<String> promoted = release.map(ModelRelease::getVersion);
        Predicate<Observed> byPromoted = observed ->
                promoted.filter(observed.diagnosis().getModelVersion()::equals).isPresent();
        return new SiteShiftOutcome(
                scores(all, phases, phases.homeBefore(), byPromoted.negate()),
                scores(all, phases, phases.shiftedBefore(), byPromoted.negate()),
                promoted,
                scores(all, phases, phases.homeAfter(), byPromoted),
                scores(all, phases, phases.shiftedAfter(), byPromoted),
                labels,
                ledger.scans(),
                all.size(),
                ledger.rejections(),
                ledger.unaccounted().size(),
                p99(all, phases.shiftedBefore()),
                p99(all, phases.whileTraining()));
    }

    private static Scores scores(List<Observed> all, Phases phases, Set<String> scanIds, Predicate<Observed> by) {
        return Evaluation.of(all.stream()
                .filter(observed -> scanIds.contains(observed.diagnosis().getScanId()))
                .filter(observed -> !phases.taught().contains(observed.image().child()))
                .filter(by)
                .flatMap(observed -> DemoSummary.judged(observed).stream())
                .toList());
    }

    private static double p99(List<Observed> all, Set<String> scanIds) {
        return DemoSummary.quantile(
                all.stream()
                        .filter(observed ->
                                scanIds.contains(observed.diagnosis().getScanId()))
                        .mapToDouble(Observed::latencyMs)
                        .sorted()
                        .toArray(),
                0.99);
    }

    /** Of what the other detector cost, the share that the promoted model won back. */
    double wonBack() {
        return (promotedShifted.auc() - championShifted.auc()) / (championHome.auc() - championShifted.auc());
    }

    private double lostAtHome() {
        return championHome.auc() - promotedHome.auc();
    }

    @Override
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (unaccounted > 0 || scans != diagnoses + rejections) {
            failures.add("not every scan has exactly one outcome");
        }
        if (promoted.isEmpty()) {
            failures.add("no model was promoted");
        } else if (!(wonBack() >= LEAST_WON_BACK)) {
            failures.add("less than half of the loss was won back");
        } else if (!(lostAtHome() <= MOST_LOST_AT_HOME)) {
            failures.add("more than 0.5 points were lost at home");
        }
        return failures;
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("scenario", "site-shift");
        map.put("aucChampionHome", defined(championHome));
        map.put("aucChampionShifted", defined(championShifted));
        map.put("aucPromotedHome", defined(promotedHome));
        map.put("aucPromotedShifted", defined(promotedShifted));
        map.put("labels", labels);
        map.put("swaps", promoted.isPresent() ? 1 : 0);
        map.put("promoted", promoted.orElse(null));
        map.put("scans", scans);
        map.put("diagnoses", diagnoses);
        map.put("rejections", rejections);
        map.put("unaccounted", unaccounted);
        map.put("latencyMsP99", latencyMsP99);
        map.put("latencyMsP99WhileTraining", latencyMsP99WhileTraining);
        return map;
    }

    private static @Nullable Double defined(Scores scores) {
        return Double.isNaN(scores.auc()) ? null : scores.auc();
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "                        AUC      sensitivity  specificity",
                line("champion, at home", championHome),
                line("champion, new detector", championShifted)));
        if (promoted.isPresent()) {
            lines.add(line("promoted, at home", promotedHome));
            lines.add(line("promoted, new detector", promotedShifted));
            lines.add(String.format(
                    Locale.ROOT,
                    "won back: %.0f%% of the loss, with %d labels; at home %+.4f",
                    100 * wonBack(),
                    labels,
                    -lostAtHome()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "scans %d, diagnoses %d, rejections %d, unaccounted %d; latency p99 %.0f ms, %.0f ms while training",
                scans,
                diagnoses,
                rejections,
                unaccounted,
                latencyMsP99,
                latencyMsP99WhileTraining));
        return lines;
    }

    private static String line(String what, Scores scores) {
        return String.format(
                Locale.ROOT,
                "%-22s  %.4f   %5.1f%%       %5.1f%%",
                what,
                scores.auc(),
                100 * scores.forced().sensitivity(),
                100 * scores.forced().specificity());
    }
}
