package org.xraystream.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
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
        // Threads change over one by one, so the versions alternate for a moment.
        int[] byBad = IntStream.range(0, inOrder.size())
                .filter(i -> version(inOrder.get(i)).equals(bad))
                .toArray();
        List<Event> events = new ArrayList<>();
        if (byBad.length > 0) {
            events.add(new Event("released by hand: " + bad, accuracy.minute(inOrder.get(byBad[0]))));
            int last = byBad[byBad.length - 1];
            if (last + 1 < inOrder.size()) {
                Observed next = inOrder.get(last + 1);
                events.add(new Event("taken back for " + version(next), accuracy.minute(next)));
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
