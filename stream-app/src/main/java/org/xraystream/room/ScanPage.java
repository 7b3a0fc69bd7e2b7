package org.xraystream.room;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.xraystream.event.Finding;

/**
 * A page of a list, from one instance or from all.
 *
 * @param rows in their order, one more than asked for where more follow
 * @param matching how many match on all pages
 * @param states scans by state
 * @param findings scans of the asked state by finding, without those that are hidden from who asks
 * @param sites scans of the asked state by site
 */
public record ScanPage(
        List<Row> rows,
        int matching,
        Map<State, Integer> states,
        Map<Finding, Integer> findings,
        Map<String, Integer> sites) {

    static final ScanPage EMPTY = new ScanPage(List.of(), 0, Map.of(), Map.of(), Map.of());

    public ScanPage {
        rows = List.copyOf(rows);
    }

    /** A scan at its place. */
    public record Row(Cursor place, RoomScan scan) {}

    /** This page with that of another instance. */
    ScanPage and(ScanPage other, int limit) {
        List<Row> both = Stream.concat(rows.stream(), other.rows.stream())
                .sorted(Comparator.comparing(Row::place))
                .limit(limit + 1L)
                .toList();
        return new ScanPage(
                both,
                matching + other.matching,
                sum(states, other.states),
                sum(findings, other.findings),
                sum(sites, other.sites));
    }

    static <K extends Comparable<K>> Map<K, Integer> sum(Map<K, Integer> one, Map<K, Integer> other) {
        Map<K, Integer> sum = new TreeMap<>(one);
        other.forEach((key, count) -> sum.merge(key, count, Integer::sum));
        return sum;
    }
}
