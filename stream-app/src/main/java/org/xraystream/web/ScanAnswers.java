package org.xraystream.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Sex;
import org.xraystream.event.TriagePriority;
import org.xraystream.event.View;
import org.xraystream.room.Arrival;
import org.xraystream.room.BlindShare;
import org.xraystream.room.Refusal;
import org.xraystream.room.RoomScan;
import org.xraystream.room.State;
import org.xraystream.room.Urgency;
import org.xraystream.room.Word;

/**
 * Scans as a reader may see them: the one place where what is hidden is left out. The names are those of the schemas in
 * {@code openapi.yaml}.
 */
record ScanAnswers(BlindShare blind, Urgency urgency, Clock clock) {

    record Probabilities(double normal, double bacterial, double viral) {}

    record Opinion(
            String diagnosisId,
            DiagnosisStatus status,
            @Nullable String replaces,
            Finding finding,
            Probabilities probabilities,
            TriagePriority priority,
            List<QualityFlag> flags,
            String modelVersion,
            Instant decidedAt) {
        static Opinion of(org.xraystream.room.Opinion opinion) {
            return new Opinion(
                    opinion.diagnosisId(),
                    opinion.status(),
                    opinion.replaces(),
                    opinion.finding(),
                    new Probabilities(opinion.normal(), opinion.bacterial(), opinion.viral()),
                    opinion.priority(),
                    opinion.flags(),
                    opinion.modelVersion(),
                    Instant.ofEpochMilli(opinion.decidedAt()));
        }
    }

    record Rejection(RejectionReason reason, String detail, Instant rejectedAt) {
        static Rejection of(Refusal refusal) {
            return new Rejection(refusal.reason(), refusal.detail(), Instant.ofEpochMilli(refusal.rejectedAt()));
        }
    }

    record Label(
            LabelFinding finding,
            String reader,
            Instant labelledAt,
            boolean sawModelResult,
            @Nullable String comment) {
        static Label of(Word word) {
            return new Label(
                    word.finding(),
                    word.reader(),
                    Instant.ofEpochMilli(word.labelledAt()),
                    word.sawModelResult(),
                    word.comment());
        }
    }

    record Row(
            String scanId,
            String state,
            String site,
            String patientPseudonym,
            @Nullable String accessionNumber,
            @Nullable Integer ageMonths,
            Sex sex,
            View view,
            @Nullable Instant capturedAt,
            Instant receivedAt,
            long waitingSeconds,
            boolean overdue,
            boolean blind,
            @Nullable Opinion opinion,
            @Nullable Rejection rejection,
            int readers,
            @Nullable LabelFinding mine,
            @Nullable List<LabelFinding> findings) {}

    record Scan(
            Row row,
            @Nullable String studyUid,
            @Nullable String bodyPart,
            @Nullable String device,
            @Nullable String contentType,
            boolean image,
            List<Opinion> opinions,
            List<Rejection> rejections,
            List<Label> labels,
            List<Row> previous) {}

    record ScanEvent(RoomScan.News what, Instant at, Row row) {}

    /** A row as this reader may see it at a moment, milliseconds since 1970. */
    Row row(RoomScan scan, String account, long now) {
        Arrival arrival = arrivalOf(scan);
        boolean hidden = blind.hides(scan, account);
        List<Word> labels = scan.labels();
        return new Row(
                scan.scanId(),
                nameOf(scan.state()),
                arrival.site(),
                arrival.patient(),
                arrival.accessionNumber(),
                arrival.ageMonths(),
                arrival.sex(),
                arrival.view(),
                Json.time(arrival.capturedAt()),
                Instant.ofEpochMilli(arrival.receivedAt()),
                Math.max(0, (now - arrival.receivedAt()) / 1000),
                urgency.isOverdue(scan.state(), arrival.receivedAt(), now),
                hidden,
                opinion(scan, account).orElse(null),
                latest(scan.refusals().stream().map(Rejection::of).toList()),
                labels.size(),
                labels.stream()
                        .filter(word -> word.reader().equals(account))
                        .map(Word::finding)
                        .findFirst()
                        .orElse(null),
                hidden ? null : labels.stream().map(Word::finding).distinct().toList());
    }

    /** The standing opinion, unless it is hidden from this reader. */
    Optional<Opinion> opinion(RoomScan scan, String account) {
        return blind.hides(scan, account) ? Optional.empty() : scan.standing().map(Opinion::of);
    }

    Scan scan(RoomScan scan, List<RoomScan> previous, String account) {
        Arrival arrival = arrivalOf(scan);
        boolean hidden = blind.hides(scan, account);
        long now = clock.millis();
        return new Scan(
                row(scan, account, now),
                arrival.studyUid(),
                arrival.bodyPart(),
                arrival.device(),
                arrival.contentType(),
                arrival.place() != null,
                hidden ? List.of() : scan.opinions().stream().map(Opinion::of).toList(),
                scan.refusals().stream().map(Rejection::of).toList(),
                scan.labels().stream()
                        .filter(word -> !hidden || word.reader().equals(account))
                        .map(Label::of)
                        .toList(),
                previous.stream().map(other -> row(other, account, now)).toList());
    }

    ScanEvent event(RoomScan scan, String account) {
        return new ScanEvent(scan.news(), Instant.ofEpochMilli(scan.newsAt()), row(scan, account, clock.millis()));
    }

    static String nameOf(State state) {
        return switch (state) {
            case WAITING -> "waiting";
            case SECOND_READER -> "second-reader";
            case READ -> "read";
            case REJECTED -> "rejected";
        };
    }

    static Map<String, Integer> states(Map<State, Integer> counts) {
        var named = new TreeMap<String, Integer>();
        for (State state : State.values()) {
            named.put(nameOf(state), counts.getOrDefault(state, 0));
        }
        return named;
    }

    private static <T> @Nullable T latest(List<T> all) {
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private static Arrival arrivalOf(RoomScan scan) {
        Arrival arrival = scan.arrival();
        if (arrival == null) {
            throw new IllegalArgumentException("nothing but a label is known of " + scan.scanId());
        }
        return arrival;
    }
}
