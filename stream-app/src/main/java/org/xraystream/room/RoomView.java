package org.xraystream.room;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.Finding;
import org.xraystream.event.RejectionReason;

/**
 * The scans of this instance in memory, as far as lists need them: filtered and ordered at each question, since the order
 * changes with the time and with who asks. Written by the thread that keeps the store, partition by partition.
 *
 * <p>Holds so many scans at most: lists that grow with every scan would at last take the memory that classifying needs.
 * Beyond that those leave first that nobody waits for, and then those that nothing has happened to for the longest. They
 * stay in the store and can still be opened.
 *
 * <p>Thread-safe; readers wait for nobody.
 */
final class RoomView {

    private static final Logger log = LoggerFactory.getLogger(RoomView.class);

    /** So large a part leaves at once, since to find out which costs as much as to look at all. */
    private static final int TENTH = 10;

    /** Whom nobody waits for comes first, and then what is oldest. */
    private static final Comparator<Entry> LEAVING =
            Comparator.comparing((Entry entry) -> entry.state().isToBeRead()).thenComparingLong(Entry::latest);

    private final ConcurrentMap<Integer, ConcurrentMap<String, Entry>> partitions = new ConcurrentHashMap<>();
    private final BlindShare share;
    private final Urgency urgency;
    private final int most;

    /** @param most scans that are held */
    RoomView(BlindShare share, Urgency urgency, int most) {
        this.share = share;
        this.urgency = urgency;
        this.most = most;
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
            if (size() > most) {
                makeRoom();
            }
        }
    }

    private int size() {
        return partitions.values().stream().mapToInt(Map::size).sum();
    }

    private void makeRoom() {
        List<Entry> leaving =
                entries().sorted(LEAVING).limit(size() - most + most / TENTH).toList();
        for (Entry entry : leaving) {
            partitions.values().forEach(partition -> partition.remove(entry.scanId()));
        }
        log.atWarn()
                .addKeyValue("left", leaving.size())
                .addKeyValue(
                        "unread",
                        leaving.stream()
                                .filter(entry -> entry.state().isToBeRead())
                                .count())
                .log("more scans than the reading room lists (reading.listed), the oldest left its lists");
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
