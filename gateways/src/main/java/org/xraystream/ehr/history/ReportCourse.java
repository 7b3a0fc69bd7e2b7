package org.xraystream.ehr.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xraystream.ehr.history.Consensus.Agreed;
import org.xraystream.ehr.history.Consensus.Disputed;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.Rejection;
import org.xraystream.event.ReportStatus;

/**
 * Where a report stands, in the terms of FHIR R4's value set {@code diagnostic-report-status}. What was said of the scan is
 * gone through in the order of its times, so the same history always gives the same status, however it came.
 *
 * <ul>
 *   <li>{@code preliminary}: a model has spoken and no radiologist's finding stands. That one model's word replaces
 *       another's changes nothing: R4's {@code amended} is "subsequent to being final".
 *   <li>{@code cancelled}: the input gate refused the scan, "the measurement was not started or not completed", and no
 *       radiologist has read it.
 *   <li>{@code final}: the readers agreed for the first time, "complete and verified by an authorized person". A reader
 *       who cannot tell verifies nothing.
 *   <li>{@code corrected}: after that, "modified to correct an error": the readers now agree on what contradicts their
 *       former finding, or the reading was withdrawn or became undecided.
 *   <li>{@code amended}: after that, any other change: a kind of pneumonia named, a second reader, readers who contradict
 *       each other (which of them errs is not known), a model's result that was replaced by a recall.
 * </ul>
 *
 * <p>A report that was once final is never preliminary again, since a record system may have acted on it: where no finding
 * stands any more it is {@code corrected} or {@code amended} and names none.
 */
public final class ReportCourse {

    private final Map<String, Label> lastWords = new LinkedHashMap<>();
    private Optional<LabelFinding> verified = Optional.empty();
    private boolean modelHasSpoken;
    private ReportStatus status;

    private ReportCourse(ReportStatus beforeAnyReader) {
        status = beforeAnyReader;
    }

    /** The status that a history leads to; it must hold a diagnosis or a rejection. */
    public static ReportStatus statusOf(ScanHistory history) {
        var course =
                new ReportCourse(history.diagnoses().isEmpty() ? ReportStatus.CANCELLED : ReportStatus.PRELIMINARY);
        acts(history)
                .sorted(Comparator.comparing(Act::at))
                .forEach(act -> act.label().ifPresentOrElse(course::readerSpeaks, course::modelSpeaks));
        return course.status;
    }

    /** @param label empty where a model or the input gate spoke */
    private record Act(Instant at, Optional<Label> label) {}

    private static Stream<Act> acts(ScanHistory history) {
        List<Diagnosis> diagnoses = history.diagnoses();
        // Once a scan has a diagnosis, later refusals of the same id are about other bytes.
        Stream<Rejection> refusals = history.rejections().stream()
                .filter(one -> diagnoses.isEmpty()
                        || one.getRejectedAt().isBefore(diagnoses.get(0).getDecidedAt()));
        return Stream.of(
                        refusals.map(one -> new Act(one.getRejectedAt(), Optional.empty())),
                        diagnoses.stream().map(one -> new Act(one.getDecidedAt(), Optional.empty())),
                        history.labels().stream().map(one -> new Act(one.getLabelledAt(), Optional.of(one))))
                .flatMap(acts -> acts);
    }

    private void modelSpeaks() {
        if (modelHasSpoken && verified.isPresent()) {
            status = ReportStatus.AMENDED;
        }
        modelHasSpoken = true;
    }

    private void readerSpeaks(Label label) {
        lastWords.put(label.getReader(), label);
        Consensus now = Consensus.of(lastWords.values());
        if (verified.isPresent()) {
            status = corrects(verified.get(), now) ? ReportStatus.CORRECTED : ReportStatus.AMENDED;
        } else if (now instanceof Agreed) {
            status = ReportStatus.FINAL;
        }
        if (now instanceof Agreed agreed) {
            verified = Optional.of(agreed.finding());
        }
    }

    private static boolean corrects(LabelFinding before, Consensus now) {
        return now instanceof Agreed agreed
                ? Consensus.contradict(before, agreed.finding())
                : !(now instanceof Disputed);
    }
}
