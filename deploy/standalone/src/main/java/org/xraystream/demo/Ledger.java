package org.xraystream.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;

/**
 * Every scan that was sent and what became of it. The ledger balances when each scan has exactly one outcome.
 *
 * <p>Thread-safe.
 */
final class Ledger {

    /** A scan that was sent. */
    private record Sent(DemoImage image, long atNanos) {}

    /**
     * A diagnosis as an observer saw it.
     *
     * @param seenAtNanos when it was seen, by {@link System#nanoTime()}
     * @param latencyMs from the sending of the scan to the seeing of its diagnosis
     */
    record Observed(DemoImage image, Diagnosis diagnosis, long seenAtNanos, double latencyMs) {}

    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Map<String, Integer> outcomes = new HashMap<>();
    private final List<Observed> diagnoses = new ArrayList<>();
    private int rejections;
    private int deadLetters;

    synchronized void sent(String scanId, DemoImage image, long nanos) {
        sent.put(scanId, new Sent(image, nanos));
    }

    /** Notes a diagnosis; empty if this ledger does not know its scan, or if it only replaces an earlier one. */
    synchronized Optional<Observed> diagnosed(Diagnosis diagnosis, long nanos) {
        Sent scan = sent.get(diagnosis.getScanId());
        if (scan == null || diagnosis.getStatus() == DiagnosisStatus.AMENDED) {
            return Optional.empty();
        }
        outcomes.merge(diagnosis.getScanId(), 1, Integer::sum);
        var observed = new Observed(scan.image(), diagnosis, nanos, (nanos - scan.atNanos()) / 1e6);
        diagnoses.add(observed);
        return Optional.of(observed);
    }

    synchronized void rejected(String scanId) {
        if (sent.containsKey(scanId)) {
            outcomes.merge(scanId, 1, Integer::sum);
            rejections++;
        }
    }

    synchronized void deadLetter(String key) {
        if (sent.containsKey(key)) {
            outcomes.merge(key, 1, Integer::sum);
            deadLetters++;
        }
    }

    synchronized int scans() {
        return sent.size();
    }

    synchronized int rejections() {
        return rejections;
    }

    synchronized int deadLetters() {
        return deadLetters;
    }

    synchronized List<Observed> diagnoses() {
        return List.copyOf(diagnoses);
    }

    /** Version of the model that made the latest; empty before the first. */
    synchronized String latestVersion() {
        return diagnoses.isEmpty()
                ? ""
                : diagnoses.get(diagnoses.size() - 1).diagnosis().getModelVersion();
    }

    /** Scans without an outcome, or with more than one. */
    synchronized Set<String> unaccounted() {
        return sent.keySet().stream()
                .filter(scanId -> outcomes.getOrDefault(scanId, 0) != 1)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Scans without any outcome yet. */
    synchronized long open() {
        return sent.size() - (long) outcomes.size();
    }
}
