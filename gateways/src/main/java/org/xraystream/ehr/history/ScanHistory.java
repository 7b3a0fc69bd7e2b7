package org.xraystream.ehr.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Label;
import org.xraystream.event.Rejection;
import org.xraystream.event.ReportedScan;

/**
 * All that was ever said of one scan. In whatever order it comes, what is said adds up by {@link #and} to the same; to say
 * it again changes nothing.
 *
 * @param diagnoses in the order of their times
 * @param rejections in the order of their times
 * @param labels of all readers, in the order of their times, the retracted and the replaced ones too
 */
public record ScanHistory(String scanId, List<Diagnosis> diagnoses, List<Rejection> rejections, List<Label> labels) {

    private static final Comparator<Diagnosis> BY_DECISION =
            Comparator.comparing(Diagnosis::getDecidedAt).thenComparing(Diagnosis::getDiagnosisId);
    private static final Comparator<Rejection> BY_REJECTION =
            Comparator.comparing(Rejection::getRejectedAt).thenComparing(Rejection::getReason);
    private static final Comparator<Label> BY_READING =
            Comparator.comparing(Label::getLabelledAt).thenComparing(Label::getReader);

    public ScanHistory {
        diagnoses = List.copyOf(diagnoses);
        rejections = List.copyOf(rejections);
        labels = List.copyOf(labels);
    }

    /** What a model said. */
    public static ScanHistory of(Diagnosis diagnosis) {
        return new ScanHistory(diagnosis.getScanId(), List.of(diagnosis), List.of(), List.of());
    }

    /** What the input gate said. */
    public static ScanHistory of(Rejection rejection) {
        return new ScanHistory(rejection.getScanId(), List.of(), List.of(rejection), List.of());
    }

    /** What a reader said. */
    public static ScanHistory of(Label label) {
        return new ScanHistory(label.getScanId(), List.of(), List.of(), List.of(label));
    }

    /** The history in an event. */
    public static ScanHistory of(ReportedScan event) {
        return new ScanHistory(event.getScanId(), event.getDiagnoses(), event.getRejections(), event.getLabels());
    }

    /** This history as an event. */
    public ReportedScan toEvent() {
        return new ReportedScan(scanId, diagnoses, rejections, labels);
    }

    /** This and what else was said; this itself if that says nothing new. */
    public ScanHistory and(ScanHistory more) {
        var both = new ScanHistory(
                scanId,
                merged(diagnoses, more.diagnoses, BY_DECISION, ScanHistory::isSame),
                merged(rejections, more.rejections, BY_REJECTION, ScanHistory::isSame),
                merged(labels, more.labels, BY_READING, Label::equals));
        return both.equals(this) ? this : both;
    }

    /** A scan that is read again after a crash gets the same diagnosisId at another time. */
    private static boolean isSame(Diagnosis known, Diagnosis again) {
        return known.getDiagnosisId().equals(again.getDiagnosisId());
    }

    private static boolean isSame(Rejection known, Rejection again) {
        return known.getReason() == again.getReason() && known.getDetail().equals(again.getDetail());
    }

    private static <T> List<T> merged(List<T> known, List<T> more, Comparator<T> order, BiPredicate<T, T> same) {
        var all = new ArrayList<>(known);
        more.stream()
                .filter(one -> all.stream().noneMatch(other -> same.test(other, one)))
                .forEach(all::add);
        all.sort(order);
        return all;
    }

    /** The latest diagnosis that no other took back. */
    public Optional<Diagnosis> standingDiagnosis() {
        Set<String> replaced = diagnoses.stream()
                .map(Diagnosis::getReplaces)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return last(diagnoses.stream().filter(one -> !replaced.contains(one.getDiagnosisId())));
    }

    /** Why no model has read it; empty if one has. */
    public Optional<Rejection> standingRejection() {
        return diagnoses.isEmpty() ? last(rejections.stream()) : Optional.empty();
    }

    /** The last word of each reader, also if it only takes back the one before, in the order of their times. */
    public List<Label> lastWords() {
        Map<String, Label> latest = new LinkedHashMap<>();
        for (Label label : labels) {
            latest.remove(label.getReader());
            latest.put(label.getReader(), label);
        }
        return List.copyOf(latest.values());
    }

    /** The pseudonym of the patient; empty where nothing that names one has come. */
    public Optional<String> patientPseudonym() {
        return Stream.concat(
                        diagnoses.stream().map(Diagnosis::getPatientPseudonym),
                        rejections.stream().map(Rejection::getPatientPseudonym))
                .filter(pseudonym -> !pseudonym.isBlank())
                .findFirst();
    }

    /** When the last thing was said that a report tells. */
    public Instant latest() {
        return Stream.of(
                        diagnoses.stream().map(Diagnosis::getDecidedAt),
                        standingRejection().stream().map(Rejection::getRejectedAt),
                        labels.stream().map(Label::getLabelledAt))
                .flatMap(times -> times)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static <T> Optional<T> last(Stream<T> ordered) {
        return ordered.reduce((older, newer) -> newer);
    }
}
