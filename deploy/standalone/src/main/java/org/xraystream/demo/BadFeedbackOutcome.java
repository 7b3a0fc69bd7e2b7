package org.xraystream.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.recall.RecallResult;

/**
 * What became of bad feedback.
 *
 * @param learned the version that learned from the careless reader; empty if none was released
 * @param isRefused whether that was kept from being champion
 * @param labelsUntilRollback labels given while the model released by hand was in force
 * @param putBack the champion that it was taken back for; empty if it was not
 * @param diagnosesOfBad how many scans it diagnosed
 * @param amended how many of these diagnoses were amended
 * @param changed how many of these got another finding
 * @param shadowDiagnoses how many scans were read by models that only watch
 * @param notByChampion diagnoses given to the hospital by a model that was never champion
 */
public record BadFeedbackOutcome(
        Optional<String> learned,
        boolean isRefused,
        int labelsUntilRollback,
        Optional<String> putBack,
        int diagnosesOfBad,
        int amended,
        int changed,
        int shadowDiagnoses,
        int notByChampion,
        int scans,
        int diagnoses,
        int rejections,
        int unaccounted)
        implements Play.Outcome {

    static BadFeedbackOutcome of(
            Hospital hospital,
            Optional<ModelRelease> learned,
            String bad,
            int labels,
            Optional<ModelRelease> putBack,
            Optional<RecallResult> recalled,
            int shadowDiagnoses) {
        Set<String> champions =
                new HashSet<>(Set.of(ModelBundle.shipped().manifest().version()));
        hospital.releases().stream()
                .filter(release -> release.getSlot() == ModelSlot.CHAMPION)
                .forEach(release -> champions.add(release.getVersion()));
        List<String> versions = hospital.ledger().diagnoses().stream()
                .map(observed -> observed.diagnosis().getModelVersion())
                .toList();
        return new BadFeedbackOutcome(
                learned.map(ModelRelease::getVersion),
                learned.filter(release -> release.getSlot() != ModelSlot.CHAMPION)
                        .isPresent(),
                labels,
                putBack.map(ModelRelease::getVersion),
                (int) versions.stream().filter(bad::equals).count(),
                recalled.map(result -> result.readAgain() + result.leftToAPerson())
                        .orElse(0),
                recalled.map(RecallResult::changed).orElse(0),
                shadowDiagnoses,
                (int) versions.stream()
                        .filter(version -> !champions.contains(version))
                        .count(),
                hospital.ledger().scans(),
                versions.size(),
                hospital.ledger().rejections(),
                hospital.ledger().unaccounted().size());
    }

    @Override
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (unaccounted > 0 || scans != diagnoses + rejections) {
            failures.add("not every scan has exactly one outcome");
        }
        if (!isRefused) {
            failures.add("what learned from the careless reader was not refused");
        }
        if (putBack.isEmpty()) {
            failures.add("the bad model was not taken back");
        } else if (labelsUntilRollback > BadFeedback.MOST_LABELS) {
            failures.add("the bad model was taken back after more than " + BadFeedback.MOST_LABELS + " labels");
        }
        if (amended != diagnosesOfBad) {
            failures.add("not every diagnosis of the bad model was amended");
        }
        if (notByChampion > 0) {
            failures.add("a model that was not champion gave diagnoses");
        }
        return failures;
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("scenario", "bad-feedback");
        map.put("learned", learned.orElse(null));
        map.put("refused", isRefused);
        map.put("labelsUntilRollback", labelsUntilRollback);
        map.put("putBack", putBack.orElse(null));
        map.put("diagnosesOfBad", diagnosesOfBad);
        map.put("amended", amended);
        map.put("changed", changed);
        map.put("shadowDiagnoses", shadowDiagnoses);
        map.put("notByChampion", notByChampion);
        map.put("scans", scans);
        map.put("diagnoses", diagnoses);
        map.put("rejections", rejections);
        map.put("unaccounted", unaccounted);
        return map;
    }

    @Override
    public List<String> lines() {
        return List.of(
                "learned from the careless reader   "
                        + learned.map(version -> version + (isRefused ? ", refused" : ", PROMOTED"))
                                .orElse("nothing released"),
                "released by hand, then taken back  "
                        + putBack.map(version -> "after " + labelsUntilRollback + " labels, for " + version)
                                .orElse("NOT TAKEN BACK"),
                String.format(
                        Locale.ROOT,
                        "its diagnoses                      %d, amended %d, of them with another finding %d",
                        diagnosesOfBad,
                        amended,
                        changed),
                String.format(
                        Locale.ROOT,
                        "read by models that only watch     %d; given to the hospital by one that was never champion %d",
                        shadowDiagnoses,
                        notByChampion),
                String.format(
                        Locale.ROOT,
                        "scans %d, diagnoses %d, rejections %d, unaccounted %d",
                        scans,
                        diagnoses,
                        rejections,
                        unaccounted));
    }
}
