package org.xraystream.model;

/** A bundle that must not be put into service; the reason is fit for an event, the message for a log. */
public final class InvalidBundleException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why a bundle is refused. */
    public enum Reason {
        /** The bytes are no zip, or one beyond the limits. */
        NOT_A_BUNDLE,
        /** An entry that every bundle has is missing, or cannot be understood. */
        INCOMPLETE,
        /** An entry is not the one that was packed, or the bundle not the one that was announced. */
        WRONG_HASH,
        /** Format, labels or preprocessing are not known to this version of the software. */
        UNSUPPORTED,
        /** The runtime cannot load the network. */
        LOAD_FAILED,
        /** The network does not give the outputs that it gave where it was trained. */
        GOLDEN_MISMATCH,
        /** The bundle is not of the version that was announced. */
        WRONG_VERSION,
        /** The bundle cannot be fetched from where it lies. */
        UNAVAILABLE
    }

    private final Reason reason;

    public InvalidBundleException(Reason reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
    }

    public InvalidBundleException(Reason reason, Throwable cause) {
        super(reason + ": " + cause, cause);
        this.reason = reason;
    }

    /** The reason code. */
    public Reason reason() {
        return reason;
    }
}
