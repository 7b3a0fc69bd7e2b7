package org.xraystream.room;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.xraystream.event.Finding;
import org.xraystream.event.RejectionReason;

/**
 * The scans of this instance in memory, as far as lists need them: filtered and ordered at each question, since the order
 * changes with the time and with who asks. Written by the thread that keeps the store, partition by partition.
 *
 * <p>Thread-safe; readers wait for nobody.
 */
final class RoomView {

    private final ConcurrentMap<Integer, ConcurrentMap<String, Entry>> partitions = new ConcurrentHashMap<>();
    private final BlindShare share;
    private final Urgency urgency;

    RoomView(BlindShare share, Urgency urgency) {
        this.share = share;
        this.urgency = urgency;
    }

    /**
     * What a query finds.
     *
     * @param top the places of the page, one more than asked for where more follow
     */
    record Found(
            List<Cursor> top,
            int matching,
            Map<State, Integer> states,
            Map<Finding, Integer> findings,
            Map<String, Integer> sites) {}

    /** Takes a partition over, empty. */
    void take(int partition) {
        partitions.put(partition, new ConcurrentHashMap<>());
    }

    /** How many partitions are here. */
    int partitions() {
        return partitions.size();
    }

    void put(int partition, RoomScan scan) {
        if (scan.isKnown()) {
            partitions
                    .computeIfAbsent(partition, number -> new ConcurrentHashMap<>())
                    .put(scan.scanId(), Entry.of(scan, share));
        }
    }

    void remove(int partition, String scanId) {
        partitions.getOrDefault(partition, new ConcurrentHashMap<>()).remove(scanId);
    }

    /** Forgets a partition, which another instance has now. */
    void drop(int partition) {
        partitions.remove(partition);
    }

    Found find(ScanQuery query) {
        Map<State, Integer> states = new EnumMap<>(State.class);
        Map<Finding, Integer> findings = new EnumMap<>(Finding.class);
        Map<String, Integer> sites = new TreeMap<>();
        var places = new ArrayList<Cursor>();
        int[] matching = {0};
        entries().forEach(entry -> {
            states.merge(entry.state(), 1, Integer::sum);
            if (entry.state() == query.state()) {
                sites.merge(entry.site(), 1, Integer::sum);
                boolean isShown = entry.finding() != null && !entry.isHiddenFrom(query.account());
                if (isShown) {
                    findings.merge(entry.finding(), 1, Integer::sum);
                }
                boolean matches = (query.sites().isEmpty() || query.sites().contains(entry.site()))
                        && (query.findings().isEmpty()
                                || (isShown && query.findings().contains(entry.finding())));
                if (matches) {
                    matching[0]++;
                    Cursor place = urgency.place(entry, query.account(), query.asOf());
                    if (query.after() == null || place.compareTo(query.after()) > 0) {
                        places.add(place);
                    }
                }
            }
        });
        List<Cursor> top = places.stream().sorted().limit(query.limit() + 1L).toList();
        return new Found(top, matching[0], states, findings, sites);
    }

    /** The ids of the scans of a patient, the latest first. */
    List<String> ofPatient(String site, String patient, int most) {
        return entries()
                .filter(entry -> entry.patient().equals(patient) && entry.site().equals(site))
                .sorted(comparing(Entry::receivedAt).reversed())
                .limit(most)
                .map(Entry::scanId)
                .toList();
    }

    /** Rejected scans by reason. */
    Map<RejectionReason, Integer> rejections() {
        Map<RejectionReason, Integer> counts = new EnumMap<>(RejectionReason.class);
        entries().forEach(entry -> {
            if (entry.state() == State.REJECTED && entry.reason() != null) {
                counts.merge(entry.reason(), 1, Integer::sum);
            }
        });
        return counts;
    }

    private Stream<Entry> entries() {
        return partitions.values().stream().flatMap(partition -> partition.values().stream());
    }
}
