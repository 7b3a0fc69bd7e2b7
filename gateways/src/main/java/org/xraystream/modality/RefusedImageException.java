package org.xraystream.modality;

import org.xraystream.event.RejectionReason;
import org.xraystream.gate.UnacceptableImageException;

/**
 * Says why an image from a modality is not passed on. Bad images are everyday input, not bugs, so this carries no stack
 * trace, and no patient data either.
 */
public final class RefusedImageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    RefusedImageException(RejectionReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    static RefusedImageException of(UnacceptableImageException e) {
        return new RefusedImageException(RejectionReason.valueOf(e.reason().name()), e.detail());
    }

    /** The reason as a code. */
    public RejectionReason reason() {
        return reason;
    }

    /** The reason in words. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
