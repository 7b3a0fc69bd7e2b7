package org.xraystream.quality;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;

/**
 * What is known of one scan: what models said of it and what readers found, in whatever order it came. Histories of the
 * same scan add up by {@link #and}; saying the same again changes nothing.
 *
 * @param patient pseudonym, empty until a model has read the scan
 * @param readings the latest of each model in each slot
 * @param words the latest of each reader
 */
record ScanHistory(String patient, List<Reading> readings, List<Word> words) {

    static final ScanHistory EMPTY = new ScanHistory("", List.of(), List.of());

    ScanHistory {
        readings = List.copyOf(readings);
        words = List.copyOf(words);
    }

    /**
     * What one model said.
     *
     * @param champion whether it was in force; else it watched as shadow
     * @param again whether it took back an earlier word, long after the scan was taken
     * @param decidedAt milliseconds since 1970
     */
    record Reading(
            String modelVersion,
            boolean champion,
            boolean again,
            Finding finding,
            long decidedAt,
            @Nullable Double likenessDistance,
            @Nullable Double brightness,
            @Nullable Double contrast) {

        boolean isWrongOf(Truth truth) {
            return finding == (truth.pneumonia() ? Finding.NORMAL : Finding.PNEUMONIA);
        }
    }

    /**
     * What one reader found.
     *
     * @param blind whether the reader had not seen the model's result
     * @param labelledAt milliseconds since 1970
     */
    record Word(String reader, LabelFinding finding, boolean blind, long labelledAt) {}

    /**
     * What all readers who could tell agree on.
     *
     * @param blind whether none of them had seen the model's result
     * @param labelledAt the latest of their words, milliseconds since 1970
     */
    record Truth(boolean pneumonia, boolean blind, long labelledAt) {}

    static ScanHistory of(Diagnosis diagnosis, boolean champion) {
        return new ScanHistory(
                diagnosis.getPatientPseudonym(),
                List.of(new Reading(
                        diagnosis.getModelVersion(),
                        champion,
                        diagnosis.getStatus() == DiagnosisStatus.AMENDED,
                        diagnosis.getFinding(),
                        diagnosis.getDecidedAt().toEpochMilli(),
                        diagnosis.getLikenessDistance(),
                        diagnosis.getBrightness(),
                        diagnosis.getContrast())),
                List.of());
    }

    static ScanHistory of(Label label) {
        return new ScanHistory(
                "",
                List.of(),
                List.of(new Word(
                        label.getReader(),
                        label.getFinding(),
                        !label.getSawModelResult(),
                        label.getLabelledAt().toEpochMilli())));
    }

    ScanHistory and(ScanHistory later) {
        var allReadings = new ArrayList<>(readings);
        for (Reading reading : later.readings) {
            allReadings.removeIf(known -> known.modelVersion.equals(reading.modelVersion)
                    && known.champion == reading.champion
                    && known.decidedAt <= reading.decidedAt);
            if (allReadings.stream().noneMatch(sameAs(reading))) {
                allReadings.add(reading);
            }
        }
        var allWords = new ArrayList<>(words);
        for (Word word : later.words) {
            allWords.removeIf(known -> known.reader.equals(word.reader) && known.labelledAt <= word.labelledAt);
            if (allWords.stream().noneMatch(known -> known.reader.equals(word.reader))) {
                allWords.add(word);
            }
        }
        return new ScanHistory(patient.isEmpty() ? later.patient : patient, allReadings, allWords);
    }

    private static Predicate<Reading> sameAs(Reading reading) {
        return known -> known.modelVersion.equals(reading.modelVersion) && known.champion == reading.champion;
    }

    /** What the readers say; empty where none can tell or they disagree. */
    Optional<Truth> truth() {
        List<Word> telling = telling().toList();
        if (telling.isEmpty() || isDisputed()) {
            return Optional.empty();
        }
        return Optional.of(new Truth(
                telling.get(0).finding != LabelFinding.NORMAL,
                telling.stream().allMatch(Word::blind),
                telling.stream().mapToLong(Word::labelledAt).max().orElseThrow()));
    }

    /** Whether some readers found pneumonia and others none. */
    @JsonIgnore
    boolean isDisputed() {
        return telling()
                        .map(word -> word.finding == LabelFinding.NORMAL)
                        .distinct()
                        .count()
                > 1;
    }

    private Stream<Word> telling() {
        return words.stream().filter(word -> word.finding != LabelFinding.CANNOT_TELL);
    }

    /** The first time that a model of this version read it. */
    Optional<Reading> readingBy(String modelVersion) {
        return readings.stream()
                .filter(reading -> reading.modelVersion.equals(modelVersion))
                .min(Comparator.comparingLong(Reading::decidedAt));
    }

    /** The last time that anything was said of it, milliseconds since 1970. */
    long latest() {
        return Stream.concat(
                        readings.stream().map(Reading::decidedAt),
                        words.stream().map(Word::labelledAt))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
