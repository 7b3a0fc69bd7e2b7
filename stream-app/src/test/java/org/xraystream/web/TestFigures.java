package org.xraystream.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xraystream.event.Drift;
import org.xraystream.event.LabelledCounts;
import org.xraystream.event.LiveQuality;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.event.Proportion;
import org.xraystream.event.QualityAlarm;
import org.xraystream.event.QualityAlarmKind;
import org.xraystream.event.ScoreComparison;
import org.xraystream.serving.TestReleases;

/** What the trainer would say of models, so that the pages have something of every kind to show. */
final class TestFigures {

    private static final Proportion SENSITIVITY = new Proportion(90L, 0.967, 0.907, 0.989);
    private static final Proportion SPECIFICITY = new Proportion(60L, 0.883, 0.778, 0.942);

    private TestFigures() {}

    /** A model that waits for an operator, with the figures that speak for it. */
    static ModelRelease challenger(String version, String champion) {
        return ModelRelease.newBuilder(TestReleases.good(version))
                .setSlot(ModelSlot.SHADOW)
                .setChallenged(champion)
                .setComparisons(List.of(
                        new ScoreComparison("HELD_OUT", "auc", 0.981, 0.984, -0.002, 0.009, 624),
                        new ScoreComparison("RECENT", "auc", 0.902, 0.951, 0.021, 0.083, 300)))
                .setTrainedOn(300)
                .setAwaitsApproval(true)
                .build();
    }

    /** How a model does on live scans, with a course, a drift and an alarm. */
    static LiveQuality quality(String version, Instant now) {
        var windows = new ArrayList<LabelledCounts>();
        for (int day = 7; day > 0; day--) {
            windows.add(counts(now.minus(Duration.ofDays(day)), now.minus(Duration.ofDays(day - 1))));
        }
        return LiveQuality.newBuilder()
                .setModelVersion(version)
                .setTruePositives(87)
                .setFalsePositives(7)
                .setTrueNegatives(53)
                .setFalseNegatives(3)
                .setUncertain(12)
                .setCountedAt(now)
                .setScans(400)
                .setDisputed(2)
                .setSensitivityInterval(SENSITIVITY)
                .setSpecificityInterval(SPECIFICITY)
                .setBlind(counts(now.minus(Duration.ofDays(7)), now))
                .setWindows(windows)
                .setDrift(List.of(
                        new Drift("brightness", 200L, 200L, 0.48, 0.55, 0.31, 0.25),
                        new Drift("sharePneumonia", 200L, 200L, 0.6, 0.62, 0.01, 0.25)))
                .setAlarms(List.of(new QualityAlarm(QualityAlarmKind.INPUT_DRIFT, "brightness was 0.480 and is 0.550")))
                .build();
    }

    private static LabelledCounts counts(Instant since, Instant until) {
        return new LabelledCounts(since, until, 87L, 7L, 53L, 3L, 12L, SENSITIVITY, SPECIFICITY);
    }
}
