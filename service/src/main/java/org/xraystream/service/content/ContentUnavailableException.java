package org.xraystream.service.content;

/**
 * Patience with a store that is away is over: whoever needs the content breaks off and begins again. Not a word on the
 * content itself.
 */
public final class ContentUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContentUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
