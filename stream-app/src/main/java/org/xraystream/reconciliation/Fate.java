package org.xraystream.reconciliation;

/** What became of a record of {@code xray.scans}. */
enum Fate {
    DIAGNOSED,
    REJECTED,
    DEAD_LETTER,
    /** Its scan had been answered before: a scan sent twice is read once. */
    REPEATED,
    /** Passed by the application, and nothing tells what became of it. */
    UNANSWERED
}
