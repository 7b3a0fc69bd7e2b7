package org.xraystream.service.content;

import java.io.IOException;

/** Content cannot be had or put now, and nothing is known against it: the store is away, busy or lets nobody in. */
public final class ContentAwayException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is away, in words free of patient data. */
    public ContentAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    ContentAwayException(String message) {
        super(message);
    }
}
