package org.xraystream.room;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Finding;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.TriagePriority;

/**
 * What of a scan decides where it stands in which list: small, since all scans' are kept in memory.
 *
 * @param blind whether readers begin it without the model's opinion
 * @param labelledBy who has ever labelled it
 */
record Entry(
        String scanId,
        State state,
        boolean blind,
        @Nullable TriagePriority priority,
        @Nullable Finding finding,
        @Nullable RejectionReason reason,
        String site,
        String patient,
        long receivedAt,
        long latest,
        List<String> labelledBy) {

    static Entry of(RoomScan scan, BlindShare share) {
        Arrival arrival = requireNonNull(scan.arrival());
        var standing = scan.standing();
        int refusals = scan.refusals().size();
        return new Entry(
                scan.scanId(),
                scan.state(),
                scan.state() != State.REJECTED && share.includes(scan.scanId()),
                standing.map(Opinion::priority).orElse(null),
                standing.map(Opinion::finding).orElse(null),
                refusals == 0 ? null : scan.refusals().get(refusals - 1).reason(),
                arrival.site().intern(),
                arrival.patient(),
                arrival.receivedAt(),
                scan.latest(),
                scan.words().stream().map(Word::reader).distinct().toList());
    }

    boolean isHiddenFrom(String account) {
        return blind && !labelledBy.contains(account);
    }
}
