package org.xraystream.gate;

/**
 * Says why an image is refused. Bad images are everyday input, not bugs, so this carries no stack trace.
 *
 * @see RejectionReason
 */
public final class UnacceptableImageException extends Exception {
    private static final long serialVersionUID = 1;

    private final RejectionReason reason;

    /** @param detail the reason in words for an operator, free of patient data */
    public UnacceptableImageException(RejectionReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public RejectionReason reason() {
        return reason;
    }

    /** The reason in words, free of patient data. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
