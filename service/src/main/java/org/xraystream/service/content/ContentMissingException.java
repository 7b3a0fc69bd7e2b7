package org.xraystream.service.content;

import java.io.IOException;

/** The store answers, and has no such content. */
public final class ContentMissingException extends IOException {

    private static final long serialVersionUID = 1L;

    ContentMissingException(String message) {
        super(message);
    }
}
