package org.xraystream.room;

/** Where a scan stands on its way to being read. */
public enum State {
    /** Nobody has read it. */
    WAITING,
    /** Its readers contradict each other, or none of them could tell. */
    SECOND_READER,
    /** Its readers agree. */
    READ,
    /** The input gate refused it. */
    REJECTED;

    /** Whether somebody has still to look at it. */
    public boolean isToBeRead() {
        return this == WAITING || this == SECOND_READER;
    }
}
