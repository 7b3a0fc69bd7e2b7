package org.xraystream.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.LiveQuality;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.event.QualityAlarmKind;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.release.ReleaseHistory;

/** Models as the pages see them. The names are those of the schemas in {@code openapi.yaml}. */
final class ModelAnswers {

    private ModelAnswers() {}

    record Comparison(
            String set, String score, double champion, double challenger, double low, double high, int cases) {}

    record Release(
            ModelSlot slot,
            String version,
            boolean inForce,
            boolean awaitsApproval,
            String reason,
            String releasedBy,
            Instant releasedAt,
            Map<String, Double> scores,
            @Nullable String challenged,
            long trainedOn,
            @Nullable Instant labelsUntil,
            List<Comparison> comparisons) {

        /**
         * A release.
         *
         * @param inForce whether it is the newest of its slot, and served here
         * @param awaitsApproval whether it may become champion as soon as an operator approves it
         */
        static Release of(ModelRelease release, boolean inForce, boolean awaitsApproval) {
            return new Release(
                    release.getSlot(),
                    release.getVersion(),
                    inForce,
                    awaitsApproval,
                    release.getReason(),
                    release.getReleasedBy(),
                    release.getReleasedAt(),
                    release.getScores(),
                    release.getChallenged(),
                    release.getTrainedOn(),
                    release.getLabelsUntil(),
                    release.getComparisons().stream()
                            .map(one -> new Comparison(
                                    one.getSet(),
                                    one.getScore(),
                                    one.getChampion(),
                                    one.getChallenger(),
                                    one.getLow(),
                                    one.getHigh(),
                                    one.getCases()))
                            .toList());
        }
    }

    record Proportion(long cases, double share, double low, double high) {
        static @Nullable Proportion of(org.xraystream.event.@Nullable Proportion proportion) {
            return proportion == null
                    ? null
                    : new Proportion(
                            proportion.getCases(), proportion.getShare(), proportion.getLow(), proportion.getHigh());
        }
    }

    record LabelledCounts(
            Instant since,
            Instant until,
            long truePositives,
            long falsePositives,
            long trueNegatives,
            long falseNegatives,
            long uncertain,
            @Nullable Proportion sensitivity,
            @Nullable Proportion specificity) {
        static LabelledCounts of(org.xraystream.event.LabelledCounts counts) {
            return new LabelledCounts(
                    counts.getSince(),
                    counts.getUntil(),
                    counts.getTruePositives(),
                    counts.getFalsePositives(),
                    counts.getTrueNegatives(),
                    counts.getFalseNegatives(),
                    counts.getUncertain(),
                    Proportion.of(counts.getSensitivity()),
                    Proportion.of(counts.getSpecificity()));
        }
    }

    record Drift(
            String measure,
            long referenceScans,
            long recentScans,
            double reference,
            double recent,
            double stabilityIndex,
            double bound) {}

    record Alarm(QualityAlarmKind kind, String detail) {}

    record Quality(
            String version,
            long scans,
            long disputed,
            long truePositives,
            long falsePositives,
            long trueNegatives,
            long falseNegatives,
            long uncertain,
            @Nullable Proportion sensitivity,
            @Nullable Proportion specificity,
            @Nullable LabelledCounts blind,
            List<LabelledCounts> windows,
            List<Drift> drift,
            List<Alarm> alarms,
            Instant countedAt) {
        static Quality of(LiveQuality quality) {
            return new Quality(
                    quality.getModelVersion(),
                    quality.getScans(),
                    quality.getDisputed(),
                    quality.getTruePositives(),
                    quality.getFalsePositives(),
                    quality.getTrueNegatives(),
                    quality.getFalseNegatives(),
                    quality.getUncertain(),
                    Proportion.of(quality.getSensitivityInterval()),
                    Proportion.of(quality.getSpecificityInterval()),
                    quality.getBlind() == null ? null : LabelledCounts.of(quality.getBlind()),
                    quality.getWindows().stream().map(LabelledCounts::of).toList(),
                    quality.getDrift().stream()
                            .map(one -> new Drift(
                                    one.getMeasure(),
                                    one.getReferenceScans(),
                                    one.getRecentScans(),
                                    one.getReference(),
                                    one.getRecent(),
                                    one.getStabilityIndex(),
                                    one.getBound()))
                            .toList(),
                    quality.getAlarms().stream()
                            .map(alarm -> new Alarm(alarm.getKind(), alarm.getDetail()))
                            .toList(),
                    quality.getCountedAt());
        }
    }

    record Models(
            String champion,
            @Nullable String shadow,
            String shipped,
            @Nullable String rollbackTo,
            List<Release> releases,
            List<Quality> quality,
            RecallDesk.@Nullable State recall) {}

    static Models models(
            EventText.ModelEvent inForce,
            ReleaseHistory history,
            List<LiveQuality> qualities,
            Optional<RecallDesk.State> recall) {
        String shipped = ModelBundle.shipped().manifest().version();
        boolean isReleased = history.newest(ModelSlot.CHAMPION).isPresent();
        return new Models(
                inForce.champion(),
                inForce.shadow(),
                shipped,
                isReleased
                        ? history.beforeChampion().map(ModelRelease::getVersion).orElse(shipped)
                        : null,
                releases(inForce, history),
                qualities.stream().map(Quality::of).toList(),
                recall.orElse(null));
    }

    private static List<Release> releases(EventText.ModelEvent inForce, ReleaseHistory history) {
        var latestFirst = new ArrayList<Release>();
        Set<ModelSlot> taken = EnumSet.noneOf(ModelSlot.class);
        List<ModelRelease> releases = history.releases();
        for (int i = releases.size() - 1; i >= 0; i--) {
            ModelRelease release = releases.get(i);
            String serving = release.getSlot() == ModelSlot.CHAMPION ? inForce.champion() : inForce.shadow();
            boolean isNewest = taken.add(release.getSlot());
            latestFirst.add(Release.of(
                    release, isNewest && release.getVersion().equals(serving), history.awaitsApproval(release)));
        }
        return latestFirst;
    }
}
