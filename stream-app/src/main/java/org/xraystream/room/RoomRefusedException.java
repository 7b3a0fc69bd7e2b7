package org.xraystream.room;

/** What a reader asked for is not possible; the message says why, in one line. */
public final class RoomRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Of what kind the refusal is. */
    public enum Reason {
        NO_SUCH_SCAN,
        NO_SUCH_LABEL,
        /** The input gate refused the scan. */
        NOT_TO_BE_READ,
        TOO_LATE
    }

    private final Reason reason;

    RoomRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Of what kind it is. */
    public Reason reason() {
        return reason;
    }
}
