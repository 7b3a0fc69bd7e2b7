package org.xraystream.room;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.Rejection;

/**
 * All that is known of one scan, in whatever order it came. What is known of the same scan adds up by {@link #and};
 * saying the same again changes nothing.
 *
 * @param arrival null until its outcome is known
 * @param opinions of models in force, in the order of their times
 * @param refusals in the order of their times
 * @param words of all readers, in the order of their times, the retracted and the replaced ones too
 * @param news what changed last
 * @param newsAt when that happened, milliseconds since 1970
 */
public record RoomScan(
        String scanId,
        @Nullable Arrival arrival,
        List<Opinion> opinions,
        List<Refusal> refusals,
        List<Word> words,
        News news,
        long newsAt) {

    /** What can happen to a scan. */
    public enum News {
        /** Also what stands for news that only other versions know. */
        @JsonEnumDefaultValue
        DIAGNOSED,
        AMENDED,
        REJECTED,
        LABELLED,
        RETRACTED
    }

    public RoomScan {
        opinions = List.copyOf(opinions);
        refusals = List.copyOf(refusals);
        words = List.copyOf(words);
    }

    static RoomScan of(Diagnosis diagnosis) {
        boolean amended = diagnosis.getStatus() == DiagnosisStatus.AMENDED;
        return new RoomScan(
                diagnosis.getScanId(),
                Arrival.of(diagnosis),
                List.of(Opinion.of(diagnosis)),
                List.of(),
                List.of(),
                amended ? News.AMENDED : News.DIAGNOSED,
                diagnosis.getDecidedAt().toEpochMilli());
    }

    static RoomScan of(Rejection rejection) {
        return new RoomScan(
                rejection.getScanId(),
                Arrival.of(rejection),
                List.of(),
                List.of(Refusal.of(rejection)),
                List.of(),
                News.REJECTED,
                rejection.getRejectedAt().toEpochMilli());
    }

    static RoomScan of(Label label) {
        return of(label.getScanId(), Word.of(label));
    }

    static RoomScan of(String scanId, Word word) {
        News news = word.retracted() ? News.RETRACTED : News.LABELLED;
        return new RoomScan(scanId, null, List.of(), List.of(), List.of(word), news, word.labelledAt());
    }

    /** This with what came later; this itself if that says nothing new. */
    public RoomScan and(RoomScan later) {
        Arrival either = arrival == null ? later.arrival : arrival.or(later.arrival);
        RoomScan both = new RoomScan(
                scanId,
                either,
                merged(opinions, later.opinions, Comparator.comparingLong(Opinion::decidedAt)),
                merged(refusals, later.refusals, Comparator.comparingLong(Refusal::rejectedAt)),
                merged(words, later.words, Comparator.comparingLong(Word::labelledAt)),
                news,
                newsAt);
        return both.equals(this) ? this : both.with(later.news, later.newsAt);
    }

    private RoomScan with(News latest, long at) {
        return new RoomScan(scanId, arrival, opinions, refusals, words, latest, at);
    }

    private static <T> List<T> merged(List<T> known, List<T> more, Comparator<T> order) {
        var all = new ArrayList<>(known);
        for (T one : more) {
            if (all.stream().noneMatch(other -> isSame(other, one))) {
                all.add(one);
            }
        }
        all.sort(order);
        return all;
    }

    /** A scan that is read again after a crash gets the same diagnosisId at another time. */
    private static boolean isSame(Object known, Object one) {
        return (known instanceof Opinion opinion && one instanceof Opinion again)
                ? opinion.diagnosisId().equals(again.diagnosisId())
                : known.equals(one);
    }

    /** The latest opinion that no other took back. */
    public Optional<Opinion> standing() {
        Set<String> replaced = opinions.stream()
                .map(Opinion::replaces)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return opinions.stream()
                .filter(opinion -> !replaced.contains(opinion.diagnosisId()))
                .reduce((older, newer) -> newer);
    }

    /** The standing label of each reader who has one, in the order of their times. */
    public List<Word> labels() {
        Map<String, Word> latest = new LinkedHashMap<>();
        for (Word word : words) {
            latest.remove(word.reader());
            latest.put(word.reader(), word);
        }
        return latest.values().stream().filter(word -> !word.retracted()).toList();
    }

    /** Whether this reader has ever labelled it, and so has seen what the model said. */
    public boolean hasLabelOf(String account) {
        return words.stream().anyMatch(word -> word.reader().equals(account));
    }

    /** Where it stands. */
    public State state() {
        if (opinions.isEmpty() && !refusals.isEmpty()) {
            return State.REJECTED;
        }
        List<Word> labels = labels();
        if (labels.isEmpty()) {
            return State.WAITING;
        }
        return voices(labels).size() == 1 ? State.READ : State.SECOND_READER;
    }

    /** What the readers say; as for the trainer, pneumonia without its kind agrees with whoever names one. */
    private static Set<LabelFinding> voices(List<Word> labels) {
        Set<LabelFinding> voices = EnumSet.noneOf(LabelFinding.class);
        labels.forEach(word -> voices.add(word.finding()));
        voices.remove(LabelFinding.CANNOT_TELL);
        if (voices.contains(LabelFinding.BACTERIAL_PNEUMONIA) || voices.contains(LabelFinding.VIRAL_PNEUMONIA)) {
            voices.remove(LabelFinding.PNEUMONIA);
        }
        return voices;
    }

    /** Whether its outcome is known; else only a label names it. */
    @JsonIgnore
    public boolean isKnown() {
        return arrival != null;
    }

    /** The last time that anything happened to it, milliseconds since 1970. */
    public long latest() {
        return LongStream.of(
                        newsAt,
                        arrival == null ? 0 : arrival.receivedAt(),
                        words.isEmpty() ? 0 : words.get(words.size() - 1).labelledAt())
                .max()
                .orElseThrow();
    }
}
