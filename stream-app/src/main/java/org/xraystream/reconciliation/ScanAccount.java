package org.xraystream.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.reconciliation.Reconciliation.Unanswered;

/**
 * Books the outcomes of scans against the records that they answer, and finds the records that none answers. An outcome
 * names its record by partition and offset, so that the scans themselves, large as they are, need not be read; only a
 * record that no outcome names is looked at, to see whether its scan was answered before.
 *
 * <p>Remembers {@link #REMEMBERED}; what is older is forgotten. For one thread.
 */
final class ScanAccount {

    /** A day more than {@code xray.scans} keeps its records. */
    static final Duration REMEMBERED = Duration.ofDays(8);

    private final Map<Integer, PartitionAccount> partitions = new HashMap<>();
    private final NavigableMap<Instant, HourOfScans> hours = new TreeMap<>();
    private final Map<Place, Unanswered> unanswered = new HashMap<>();
    private final Set<String> answeredTwice = new LinkedHashSet<>();
    /** Diagnoses written before they named their record. */
    private final Set<String> withoutPlace = new HashSet<>();

    private record Place(int partition, long offset) {}

    /** The counts of one hour, and the scans answered in it. */
    private static final class HourOfScans {
        private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
        private final ScanIds answered = new ScanIds();

        void count(Fate fate, int more) {
            counts.merge(fate, (long) more, Long::sum);
        }

        long count(Fate fate) {
            return counts.getOrDefault(fate, 0L);
        }
    }

    /** Begins the account of a partition with the first record that it still has; once for each. */
    void begin(int partition, long firstOffset) {
        partitions.putIfAbsent(partition, new PartitionAccount(firstOffset));
    }

    /** Books an outcome. */
    void answered(int partition, long offset, Fate fate, String scanId, Instant receivedAt) {
        HourOfScans hour = hourOf(receivedAt);
        hour.answered.add(scanId);
        PartitionAccount account = partitions.get(partition);
        if (account == null || !account.has(offset)) {
            return;
        }
        Unanswered late = unanswered.remove(new Place(partition, offset));
        if (late != null) {
            hourOf(late.receivedAt()).count(Fate.UNANSWERED, -1);
            hour.count(fate, 1);
        } else if (account.settle(offset)) {
            hour.count(fate, 1);
        } else {
            answeredTwice.add(scanId);
        }
    }

    /** Books a diagnosis that does not say which record it answers. */
    void answeredSomewhere(String scanId, Instant receivedAt) {
        hourOf(receivedAt).answered.add(scanId);
        withoutPlace.add(scanId);
    }

    /** Offsets before {@code below} that no outcome names: each is to be looked at, and then {@link #seen}. */
    List<Long> open(int partition, long below) {
        return Optional.ofNullable(partitions.get(partition))
                .map(account -> account.open(below))
                .orElse(List.of());
    }

    /** Books a record that no outcome names. */
    void seen(int partition, long offset, String scanId, Instant receivedAt) {
        HourOfScans hour = hourOf(receivedAt);
        settle(partition, offset);
        if (withoutPlace.remove(scanId)) {
            hour.count(Fate.DIAGNOSED, 1);
        } else if (wasAnswered(scanId)) {
            hour.count(Fate.REPEATED, 1);
        } else {
            hour.count(Fate.UNANSWERED, 1);
            unanswered.put(new Place(partition, offset), new Unanswered(scanId, partition, offset, receivedAt));
        }
    }

    /** Books that there is no record at this offset: a mark of Kafka's own, or one that was deleted for its age. */
    void nothingThere(int partition, long offset) {
        settle(partition, offset);
    }

    /** The state of the account, after what is older than remembered was forgotten. */
    Reconciliation balance(Instant now) {
        hours.headMap(hour(now.minus(REMEMBERED))).clear();
        return new Reconciliation(
                hours.entrySet().stream()
                        .map(entry -> asHour(entry.getKey(), entry.getValue()))
                        .filter(hour -> hour.scans() > 0)
                        .toList(),
                unanswered.values().stream()
                        .sorted(Comparator.comparing(Unanswered::receivedAt))
                        .toList(),
                new ArrayList<>(answeredTwice));
    }

    private void settle(int partition, long offset) {
        Optional.ofNullable(partitions.get(partition)).ifPresent(account -> account.settle(offset));
    }

    private boolean wasAnswered(String scanId) {
        return hours.values().stream().anyMatch(hour -> hour.answered.contains(scanId));
    }

    private HourOfScans hourOf(Instant moment) {
        return hours.computeIfAbsent(hour(moment), start -> new HourOfScans());
    }

    private static Instant hour(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS);
    }

    private static Hour asHour(Instant start, HourOfScans hour) {
        return new Hour(
                start,
                hour.count(Fate.DIAGNOSED),
                hour.count(Fate.REJECTED),
                hour.count(Fate.DEAD_LETTER),
                hour.count(Fate.REPEATED),
                hour.count(Fate.UNANSWERED));
    }
}
