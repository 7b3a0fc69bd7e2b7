package org.xraystream.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.xraystream.event.Drift;
import org.xraystream.event.LiveQuality;
import org.xraystream.event.Proportion;
import org.xraystream.event.QualityAlarm;
import org.xraystream.event.QualityAlarmKind;
import org.xraystream.quality.ScanHistory.Reading;
import org.xraystream.quality.ScanHistory.Truth;

/**
 * The histories of all scans remembered, and what follows from them: how good each model is, and how a champion stands
 * to its predecessor. Everything is counted anew when asked, from the histories alone, so that a corrected label, a late
 * diagnosis or a restart cannot leave a count behind.
 *
 * <p>Thread-safe.
 */
final class QualityBook {

    private static final int WINDOWS = 8;

    private final QualityLimits limits;
    private final Map<String, ScanHistory> scans = new HashMap<>();
    private final Map<String, String> takenBack = new HashMap<>();
    private long edition;

    QualityBook(QualityLimits limits) {
        this.limits = limits;
    }

    /** Says all that is known of a scan. */
    synchronized void put(String scanId, ScanHistory history) {
        scans.put(scanId, history);
        edition++;
    }

    /** Forgets a scan. */
    synchronized void remove(String scanId) {
        scans.remove(scanId);
        edition++;
    }

    /** Forgets all scans. */
    synchronized void clear() {
        scans.clear();
        edition++;
    }

    /** Another number after each change. */
    synchronized long edition() {
        return edition;
    }

    /** Notes why a version was taken back; an alarm from then on. */
    synchronized void noteTakenBack(String modelVersion, String reason) {
        takenBack.put(modelVersion, reason);
        edition++;
    }

    /** How good each model is, by version. */
    synchronized Map<String, LiveQuality> qualities(Instant now) {
        var readings = new TreeMap<String, List<LabelledReading>>();
        for (ScanHistory history : scans.values()) {
            Optional<Truth> truth = history.truth();
            boolean isDisputed = history.isDisputed();
            history.readings().stream()
                    .map(Reading::modelVersion)
                    .distinct()
                    .forEach(version -> readings.computeIfAbsent(version, unused -> new ArrayList<>())
                            .add(new LabelledReading(history.readingBy(version).orElseThrow(), truth, isDisputed)));
        }
        var qualities = new TreeMap<String, LiveQuality>();
        readings.forEach((version, ofModel) -> qualities.put(version, quality(version, ofModel, now)));
        return qualities;
    }

    private record LabelledReading(Reading reading, Optional<Truth> truth, boolean isDisputed) {}

    private LiveQuality quality(String version, List<LabelledReading> readings, Instant now) {
        readings.sort(Comparator.comparingLong(read -> read.reading().decidedAt()));
        var watch = new DriftWatch(limits.driftScans());
        var all = new Tally();
        var blind = new Tally();
        var windows = new TreeMap<Long, Tally>();
        for (LabelledReading read : readings) {
            if (!read.reading().again()) {
                watch.add(read.reading());
            }
            read.truth().ifPresent(truth -> {
                all.add(read.reading().finding(), truth.pneumonia());
                if (truth.blind()) {
                    blind.add(read.reading().finding(), truth.pneumonia());
                }
                windows.computeIfAbsent(truth.labelledAt() / limits.window().toMillis(), unused -> new Tally())
                        .add(read.reading().finding(), truth.pneumonia());
            });
        }
        while (windows.size() > WINDOWS) {
            windows.pollFirstEntry();
        }
        List<Drift> drift = watch.drift();
        Instant since = Instant.ofEpochMilli(readings.get(0).reading().decidedAt());
        var counts = all.counts(since, now);
        return LiveQuality.newBuilder()
                .setModelVersion(version)
                .setTruePositives(counts.getTruePositives())
                .setFalsePositives(counts.getFalsePositives())
                .setTrueNegatives(counts.getTrueNegatives())
                .setFalseNegatives(counts.getFalseNegatives())
                .setUncertain(counts.getUncertain())
                .setSensitivity(all.sensitivity().map(Proportion::getShare).orElse(null))
                .setSpecificity(all.specificity().map(Proportion::getShare).orElse(null))
                .setCountedAt(now)
                .setScans(readings.size())
                .setDisputed(
                        readings.stream().filter(LabelledReading::isDisputed).count())
                .setSensitivityInterval(counts.getSensitivity())
                .setSpecificityInterval(counts.getSpecificity())
                .setBlind(blind.counts(since, now))
                .setWindows(windows.entrySet().stream()
                        .map(window -> window.getValue().counts(startOf(window.getKey()), startOf(window.getKey() + 1)))
                        .toList())
                .setDrift(drift)
                .setAlarms(alarms(version, drift, windows))
                .build();
    }

    private Instant startOf(long window) {
        return Instant.ofEpochMilli(window * limits.window().toMillis());
    }

    private List<QualityAlarm> alarms(String version, List<Drift> drift, NavigableMap<Long, Tally> windows) {
        var alarms = new ArrayList<QualityAlarm>();
        drift.stream()
                .filter(measure -> measure.getStabilityIndex() > measure.getBound())
                .forEach(measure -> alarms.add(new QualityAlarm(
                        measure.getMeasure().startsWith("share")
                                ? QualityAlarmKind.OUTPUT_DRIFT
                                : QualityAlarmKind.INPUT_DRIFT,
                        inWords(measure))));
        Optional.ofNullable(windows.lastEntry())
                .flatMap(newest -> newest.getValue().sensitivity())
                .filter(sensitivity -> sensitivity.getHigh() < limits.leastSensitivity())
                .ifPresent(sensitivity -> alarms.add(new QualityAlarm(
                        QualityAlarmKind.LOW_SENSITIVITY,
                        String.format(
                                Locale.ROOT,
                                "%.3f on the newest %d pneumonias, at most %.3f, where %.3f is wanted",
                                sensitivity.getShare(),
                                sensitivity.getCases(),
                                sensitivity.getHigh(),
                                limits.leastSensitivity()))));
        Optional.ofNullable(takenBack.get(version))
                .ifPresent(reason -> alarms.add(new QualityAlarm(QualityAlarmKind.WORSE_THAN_PREDECESSOR, reason)));
        return alarms;
    }

    private static String inWords(Drift drift) {
        return String.format(
                Locale.ROOT,
                "%s was %.3f on the first %d scans and is %.3f on the latest %d (stability index %.2f, alarm from %.2f)",
                drift.getMeasure(),
                drift.getReference(),
                drift.getReferenceScans(),
                drift.getRecent(),
                drift.getRecentScans(),
                drift.getStabilityIndex(),
                drift.getBound());
    }

    /**
     * How a champion stands to its predecessor on the scans labelled pneumonia or on those labelled normal, of each child
     * the scan that was labelled first.
     *
     * @param since the champion's release
     */
    synchronized Standing standing(String champion, String predecessor, Instant since, boolean pneumonia) {
        List<ScanHistory> labelled = scans.values().stream()
                .filter(history -> history.truth()
                        .filter(truth -> truth.pneumonia() == pneumonia)
                        .isPresent())
                .sorted(Comparator.comparingLong(
                        history -> history.truth().orElseThrow().labelledAt()))
                .toList();
        var now = new HashSet<String>();
        var before = new HashSet<String>();
        Standing standing = Standing.NONE;
        for (ScanHistory history : labelled) {
            Truth truth = history.truth().orElseThrow();
            Optional<Reading> byChampion = history.readingBy(champion)
                    .filter(reading -> reading.champion() && reading.decidedAt() >= since.toEpochMilli());
            Optional<Reading> byPredecessor = history.readingBy(predecessor);
            if (byChampion.isPresent() && now.add(history.patient())) {
                boolean wrong = byChampion.get().isWrongOf(truth);
                standing = byPredecessor.isPresent()
                        ? standing.withBoth(wrong, byPredecessor.get().isWrongOf(truth))
                        : standing.withChampion(wrong);
            } else if (byPredecessor.isPresent()
                    && byPredecessor.get().decidedAt() < since.toEpochMilli()
                    && before.add(history.patient())) {
                standing = standing.withPredecessor(byPredecessor.get().isWrongOf(truth));
            }
        }
        return standing;
    }
}
