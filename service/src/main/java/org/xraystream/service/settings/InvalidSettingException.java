package org.xraystream.service.settings;

/** A setting is missing or has a value that is not allowed; the message names setting, value and what is allowed. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with the whole message. */
    public InvalidSettingException(String message) {
        super(message);
    }
}
