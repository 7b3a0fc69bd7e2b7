package org.xraystream.service.access;

import io.javalin.http.HttpStatus;

/** A request is not answered; the message says why and goes to whoever made it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private Refusal(HttpStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** Nobody has signed in: a page leads to the sign-in. */
    static Refusal unknown() {
        return new Refusal(HttpStatus.UNAUTHORIZED, "sign in first");
    }

    static Refusal unknown(String message) {
        return new Refusal(HttpStatus.UNAUTHORIZED, message);
    }

    static Refusal forbidden(String message) {
        return new Refusal(HttpStatus.FORBIDDEN, message);
    }

    static Refusal tooLarge(String message) {
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, message);
    }

    static Refusal unavailable(String message) {
        return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, message);
    }

    HttpStatus status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
