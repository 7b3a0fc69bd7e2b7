package org.xraystream.service.access;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;

/**
 * A request is not answered, and why, as RFC 9457 has it. The detail goes to whoever made the request and never repeats
 * what was sent.
 */
public final class Problem extends RuntimeException {

    /** Of the answer. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;
    private static final String PLAIN = "about:blank";

    private final HttpStatus status;
    private final String type;

    /**
     * A problem.
     *
     * @param type a URI by which programs know it
     * @param detail why, in words
     */
    public Problem(HttpStatus status, String type, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
    }

    /** One that the status alone tells from others. */
    public Problem(HttpStatus status, String detail) {
        this(status, PLAIN, detail);
    }

    /** Nobody has signed in: a page leads to the sign-in. */
    static Problem unknown() {
        return new Problem(HttpStatus.UNAUTHORIZED, "sign in first");
    }

    /** What was sent makes no sense. */
    public static Problem badRequest(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, detail);
    }

    /** It is not for the account that asks. */
    public static Problem forbidden(String detail) {
        return new Problem(HttpStatus.FORBIDDEN, detail);
    }

    /** There is no such thing. */
    public static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, detail);
    }

    /** As things are, it cannot be done. */
    public static Problem conflict(String detail) {
        return new Problem(HttpStatus.CONFLICT, detail);
    }

    /** What was sent is too large. */
    public static Problem tooLarge(String detail) {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, detail);
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    private record Body(String type, String title, int status, String detail, String requestId) {}

    /** Answers a request with this. */
    public void answer(Context context) {
        if (status.equals(HttpStatus.UNAUTHORIZED)) {
            context.header(Header.WWW_AUTHENTICATE, "Bearer");
        }
        var body = new Body(type, status.getMessage(), status.getCode(), detail(), Access.requestId(context));
        context.status(status)
                .contentType(MEDIA_TYPE)
                .result(context.jsonMapper().toJsonString(body, Body.class));
    }
}
