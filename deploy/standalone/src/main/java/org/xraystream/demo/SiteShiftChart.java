package org.xraystream.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xraystream.demo.Ledger.Observed;
import org.xraystream.evaluation.Scores;
import org.xraystream.event.ModelRelease;
import org.xraystream.report.TimelineChart;
import org.xraystream.report.TimelineChart.Event;

/** Draws how well the latest scans of the old detector and of the new one were read, over time. */
final class SiteShiftChart {

    /** How many of the latest scans a point sums up. */
    private static final int LATEST = 300;

    private SiteShiftChart() {}

    static byte[] png(List<Observed> diagnoses, SiteShiftOutcome.Phases phases, Optional<ModelRelease> promoted) {
        List<Observed> inOrder = diagnoses.stream()
                .filter(observed -> !phases.taught().contains(observed.image().child()))
                .sorted(Comparator.comparingLong(Observed::seenAtNanos))
                .toList();
        var area = new MovingScore(LATEST, Scores::auc, inOrder.get(0).seenAtNanos());
        List<Observed> home = inOrder.stream().filter(phases::isAtHome).toList();
        List<Observed> shifted =
                inOrder.stream().filter(observed -> !phases.isAtHome(observed)).toList();
        List<Event> events = new ArrayList<>();
        if (!shifted.isEmpty()) {
            events.add(new Event("the detector is replaced", area.minute(shifted.get(0))));
        }
        promoted.flatMap(release -> inOrder.stream()
                        .filter(observed ->
                                observed.diagnosis().getModelVersion().equals(release.getVersion()))
                        .findFirst())
                .ifPresent(first -> events.add(new Event("swap: " + version(first), area.minute(first))));
        return TimelineChart.png(
                "AUC of the latest " + LATEST + " scans",
                List.of(
                        area.line("as the old detector takes them, before", by(home, promoted, false)),
                        area.line("as the new one does", shifted),
                        area.line("as the old one does, after the swap", by(home, promoted, true))),
                events);
    }

    private static List<Observed> by(List<Observed> diagnoses, Optional<ModelRelease> promoted, boolean isPromoted) {
        return diagnoses.stream()
                .filter(observed -> isPromoted
                        == promoted.filter(release -> release.getVersion().equals(version(observed)))
                                .isPresent())
                .toList();
    }

    private static String version(Observed observed) {
        return observed.diagnosis().getModelVersion();
    }
}
