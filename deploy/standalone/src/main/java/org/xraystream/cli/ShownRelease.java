package org.xraystream.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.event.ScoreComparison;
import org.xraystream.service.release.ReleaseHistory;

/** A release among all others, as programs and people see it. */
record ShownRelease(ModelRelease release, ReleaseHistory history) {

    String slot() {
        return release.getSlot().name().toLowerCase(Locale.ROOT);
    }

    /** Whether no later one of its slot is there. */
    boolean isNewest() {
        return history.newest(release.getSlot()).filter(release::equals).isPresent();
    }

    /** Whether it may become champion as soon as somebody approves it. */
    boolean awaitsApproval() {
        return history.awaitsApproval(release);
    }

    /** What has become of it. */
    String outcome() {
        if (release.getSlot() == ModelSlot.CHAMPION) {
            return isNewest() ? "champion" : "was champion until another was released";
        }
        if (!release.getAwaitsApproval()) {
            return "did not pass the comparison; watches as shadow";
        }
        return awaitsApproval()
                ? "passed the comparison; becomes champion by: xraystream models approve " + release.getVersion()
                : "passed the comparison; the champion or its own version was released anew since";
    }

    /** For programs. */
    Map<String, ?> object() {
        var object = new LinkedHashMap<String, Object>();
        object.put("slot", slot());
        object.put("version", release.getVersion());
        object.put("sha256", release.getSha256());
        object.put("releasedAt", release.getReleasedAt().toString());
        object.put("releasedBy", release.getReleasedBy());
        object.put("newest", isNewest());
        object.put("awaitsApproval", awaitsApproval());
        object.put("outcome", outcome());
        object.put("scores", new TreeMap<>(release.getScores()));
        object.put("reason", release.getReason());
        object.put("trainedOn", release.getTrainedOn());
        object.put("challenged", release.getChallenged());
        object.put(
                "comparisons",
                release.getComparisons().stream().map(ShownRelease::object).toList());
        return object;
    }

    private static Map<String, ?> object(ScoreComparison comparison) {
        var object = new LinkedHashMap<String, Object>();
        object.put("set", comparison.getSet());
        object.put("score", comparison.getScore());
        object.put("champion", comparison.getChampion());
        object.put("challenger", comparison.getChallenger());
        object.put("low", comparison.getLow());
        object.put("high", comparison.getHigh());
        object.put("cases", comparison.getCases());
        return object;
    }

    /** What was compared, a row each: set, images, score, champion, this one, difference, its interval. */
    List<List<String>> comparisonRows() {
        return release.getComparisons().stream()
                .map(comparison -> List.of(
                        comparison.getSet().toLowerCase(Locale.ROOT).replace('_', ' '),
                        String.valueOf(comparison.getCases()),
                        comparison.getScore(),
                        number("%.4f", comparison.getChampion()),
                        number("%.4f", comparison.getChallenger()),
                        number("%+.4f", comparison.getChallenger() - comparison.getChampion()),
                        number("%+.4f", comparison.getLow()) + " to " + number("%+.4f", comparison.getHigh())))
                .toList();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
