package org.xraystream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.room.RoomRefusedException;
import org.xraystream.service.release.ReleaseRefusedException;

/** A request that is refused, as RFC 9457 has it. The detail is for a person and never repeats what was sent. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(Problem.class);
    private static final String PLAIN = "about:blank";
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String API = "/api/";

    private final HttpStatus status;
    private final String type;

    private Problem(HttpStatus status, String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
    }

    static Problem badRequest(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, PLAIN, detail);
    }

    static Problem unauthorized(String detail) {
        return new Problem(HttpStatus.UNAUTHORIZED, PLAIN, detail);
    }

    static Problem forbidden(String detail) {
        return new Problem(HttpStatus.FORBIDDEN, PLAIN, detail);
    }

    static Problem blindRead() {
        return new Problem(
                HttpStatus.FORBIDDEN,
                "/problems/blind-read",
                "this scan is read blind: label it to see what the model said");
    }

    static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, PLAIN, detail);
    }

    static Problem conflict(String detail) {
        return new Problem(HttpStatus.CONFLICT, PLAIN, detail);
    }

    static Problem alreadyRedriven(String detail) {
        return new Problem(HttpStatus.CONFLICT, "/problems/already-redriven", detail);
    }

    static Problem tooLarge(String detail) {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, PLAIN, detail);
    }

    static Problem stillReading() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "/problems/still-reading",
                "the state is being read, try again in a moment");
    }

    static Problem of(RoomRefusedException refused) {
        String detail = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case NO_SUCH_SCAN, NO_SUCH_LABEL -> notFound(detail);
            case NOT_TO_BE_READ -> conflict(detail);
            case TOO_LATE -> new Problem(HttpStatus.CONFLICT, "/problems/too-late", detail);
        };
    }

    /** Has every failure below {@code /api/} answered as a problem. */
    static void answerIn(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, context) -> problem.answer(context));
        routes.exception(
                RoomRefusedException.class, (refused, context) -> of(refused).answer(context));
        routes.exception(
                ReleaseRefusedException.class,
                (refused, context) ->
                        conflict(String.valueOf(refused.getMessage())).answer(context));
        routes.exception(
                InvalidStateStoreException.class,
                (passing, context) -> stillReading().answer(context));
        routes.exception(KafkaException.class, (failure, context) -> {
            log.atWarn().addKeyValue("cause", failure.getMessage()).log("request failed for want of a broker");
            new Problem(HttpStatus.SERVICE_UNAVAILABLE, PLAIN, "the broker does not answer, try again in a moment")
                    .answer(context);
        });
        routes.error(HttpStatus.NOT_FOUND.getCode(), "*", context -> {
            if (isUnanswered(context)) {
                notFound("there is nothing here").answer(context);
            }
        });
        routes.error(HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "*", context -> {
            if (isUnanswered(context)) {
                new Problem(HttpStatus.INTERNAL_SERVER_ERROR, PLAIN, "this is a fault of the service, see its log")
                        .answer(context);
            }
        });
    }

    private static boolean isUnanswered(Context context) {
        return context.path().startsWith(API)
                && !MEDIA_TYPE.equals(context.res().getContentType());
    }

    private void answer(Context context) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("title", status.getMessage());
        body.put("status", status.getCode());
        body.put("detail", getMessage());
        Json.answer(context.status(status), body, MEDIA_TYPE);
    }
}
