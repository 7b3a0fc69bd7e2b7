package org.xraystream.deadletter;

/** A dead letter cannot be sent once more; the message says why, in one line. */
public final class RedriveRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Of what kind the refusal is. */
    public enum Reason {
        NO_SUCH_LETTER,
        NOT_A_SCAN,
        ALREADY_SENT
    }

    private final Reason reason;

    RedriveRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Of what kind it is. */
    public Reason reason() {
        return reason;
    }
}
