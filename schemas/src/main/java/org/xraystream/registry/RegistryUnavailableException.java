package org.xraystream.registry;

/** The registry gave no answer within the patience of its client. Nothing is known of the schema. */
public final class RegistryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
