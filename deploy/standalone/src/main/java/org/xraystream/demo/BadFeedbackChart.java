package org.xraystream.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.xraystream.demo.Ledger.Observed;
import org.xraystream.report.TimelineChart;
import org.xraystream.report.TimelineChart.Event;

/** Draws how well the latest scans were decided, over time, and when a model came and went. */
final class BadFeedbackChart {

    private static final int LATEST = 40;

    private BadFeedbackChart() {}

    static byte[] png(List<Observed> diagnoses, String bad) {
        List<Observed> inOrder = diagnoses.stream()
                .sorted(Comparator.comparingLong(Observed::seenAtNanos))
                .toList();
        var accuracy = new MovingScore(
                LATEST, scores -> scores.forced().accuracy(), inOrder.get(0).seenAtNanos());
        List<Event> events = new ArrayList<>();
        String version = version(inOrder.get(0));
        for (Observed observed : inOrder) {
            if (!version(observed).equals(version)) {
                version = version(observed);
                events.add(new Event(
                        version.equals(bad) ? "released by hand: " + bad : "taken back for " + version,
                        accuracy.minute(observed)));
            }
        }
        return TimelineChart.png(
                "Accuracy of the latest " + LATEST + " scans",
                List.of(accuracy.line("diagnoses given to the hospital", inOrder)),
                events);
    }

    private static String version(Observed observed) {
        return observed.diagnosis().getModelVersion();
    }
}
