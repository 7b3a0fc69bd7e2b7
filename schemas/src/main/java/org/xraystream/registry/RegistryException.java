package org.xraystream.registry;

/** The registry answered, and the answer is no: the schema is unknown, incompatible or not allowed. Retrying is useless. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
