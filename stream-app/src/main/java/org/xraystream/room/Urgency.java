package org.xraystream.room;

import java.time.Duration;

/**
 * In which order scans are read: the triage priority, with a cap on waiting. A scan that has waited too long counts as
 * urgent whatever its priority, so it stands before every urgent scan that came after it: triage by a model alone lets
 * the last patient wait for hours. A blind read counts as urgent as well, whatever the model said: its place tells
 * nothing, and no child waits longer because of it.
 *
 * @param longestWait after which a scan is overdue
 */
public record Urgency(Duration longestWait) {

    private static final int URGENT = 0;
    private static final int SOON = 1;
    private static final int ROUTINE = 2;

    public Urgency {
        if (longestWait.isNegative() || longestWait.isZero()) {
            throw new IllegalArgumentException("longestWait: " + longestWait + " given, must be positive");
        }
    }

    /** Whether a scan of this state and time has waited too long. */
    public boolean isOverdue(State state, long receivedAt, long now) {
        return state.isToBeRead() && now - receivedAt > longestWait.toMillis();
    }

    /** Where a scan stands in the list of its state, for this reader at this moment. */
    Cursor place(Entry entry, String account, long asOf) {
        return entry.state().isToBeRead()
                ? new Cursor(asOf, rank(entry, account, asOf), entry.receivedAt(), entry.scanId())
                : new Cursor(asOf, 0, -entry.latest(), entry.scanId());
    }

    private int rank(Entry entry, String account, long asOf) {
        if (entry.isHiddenFrom(account) || isOverdue(entry.state(), entry.receivedAt(), asOf)) {
            return URGENT;
        }
        if (entry.priority() == null) {
            return SOON;
        }
        return switch (entry.priority()) {
            case URGENT -> URGENT;
            case SOON -> SOON;
            case ROUTINE -> ROUTINE;
        };
    }
}
