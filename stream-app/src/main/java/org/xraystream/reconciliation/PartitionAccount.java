package org.xraystream.reconciliation;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Which records of one partition have their outcome. Remembers only where that is still open: everything below a floor
 * is settled. For one thread.
 */
final class PartitionAccount {

    private final long first;
    private final TreeSet<Long> settledAboveFloor = new TreeSet<>();
    private long floor;

    /** An account that begins with this offset. */
    PartitionAccount(long first) {
        this.first = first;
        this.floor = first;
    }

    /** Whether the account has this record: it does not have those that were deleted before it began. */
    boolean has(long offset) {
        return offset >= first;
    }

    /** Settles a record; false if it was settled before. */
    boolean settle(long offset) {
        if (offset < floor || !settledAboveFloor.add(offset)) {
            return false;
        }
        while (settledAboveFloor.remove(floor)) {
            floor++;
        }
        return true;
    }

    /** The records before this offset that are not settled. */
    List<Long> open(long below) {
        return LongStream.range(floor, below)
                .filter(offset -> !settledAboveFloor.contains(offset))
                .boxed()
                .toList();
    }
}
