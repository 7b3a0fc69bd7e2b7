package org.xraystream.service.release;

/** A release that a person asked for is not possible; the message says why, in one line. */
public final class ReleaseRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    ReleaseRefusedException(String message) {
        super(message);
    }
}
