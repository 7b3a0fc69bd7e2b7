package org.xraystream.cluster;

/** A part of the cluster could not be started or did not become ready; the message says which, why and where its log is. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
