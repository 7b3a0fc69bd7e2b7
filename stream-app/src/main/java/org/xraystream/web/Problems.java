package org.xraystream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.room.RoomRefusedException;
import org.xraystream.service.access.Problem;
import org.xraystream.service.release.ReleaseRefusedException;

/** The problems of the reading room, and how its failures are answered as such. */
final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String API = "/api/";

    private Problems() {}

    static Problem blindRead() {
        return new Problem(
                HttpStatus.FORBIDDEN,
                "/problems/blind-read",
                "this scan is read blind: label it to see what the model said");
    }

    static Problem alreadyRedriven(String detail) {
        return new Problem(HttpStatus.CONFLICT, "/problems/already-redriven", detail);
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
            case NO_SUCH_SCAN, NO_SUCH_LABEL -> Problem.notFound(detail);
            case NOT_TO_BE_READ -> Problem.conflict(detail);
            case TOO_LATE -> new Problem(HttpStatus.CONFLICT, "/problems/too-late", detail);
        };
    }

    /** Has every failure below {@code /api/} answered as a problem. */
    static void answerIn(RoutesConfig routes) {
        routes.exception(
                RoomRefusedException.class, (refused, context) -> of(refused).answer(context));
        routes.exception(
                ReleaseRefusedException.class,
                (refused, context) ->
                        Problem.conflict(String.valueOf(refused.getMessage())).answer(context));
        routes.exception(
                InvalidStateStoreException.class,
                (passing, context) -> stillReading().answer(context));
        routes.exception(KafkaException.class, (failure, context) -> {
            log.atWarn().addKeyValue("cause", failure.getMessage()).log("request failed for want of a broker");
            new Problem(HttpStatus.SERVICE_UNAVAILABLE, "the broker does not answer, try again in a moment")
                    .answer(context);
        });
        routes.error(HttpStatus.NOT_FOUND.getCode(), "*", context -> {
            if (isUnanswered(context)) {
                Problem.notFound("there is nothing here").answer(context);
            }
        });
        routes.error(HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "*", context -> {
            if (isUnanswered(context)) {
                new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "this is a fault of the service, see its log")
                        .answer(context);
            }
        });
    }

    private static boolean isUnanswered(Context context) {
        return context.path().startsWith(API)
                && !Problem.MEDIA_TYPE.equals(context.res().getContentType());
    }
}
