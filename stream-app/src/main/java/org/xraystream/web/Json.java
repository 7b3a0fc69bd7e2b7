package org.xraystream.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xraystream.room.RoomJson;
import org.xraystream.service.access.Problem;

/** Bodies of requests and answers. */
final class Json {

    static final String MEDIA_TYPE = "application/json";

    /** More than any body of ours has. */
    private static final int LARGEST_BODY = 16 * 1024;

    private Json() {}

    static void answer(Context context, Object body) {
        context.contentType(MEDIA_TYPE).header("Cache-Control", "no-store").result(text(body));
    }

    static String text(Object body) {
        try {
            return RoomJson.MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can always be written", e);
        }
    }

    /** The body, which must be of this type and say nothing more. */
    static <T> T body(Context context, Class<T> type) {
        if (!String.valueOf(context.contentType()).startsWith(MEDIA_TYPE)) {
            throw Problem.badRequest("the body must be " + MEDIA_TYPE);
        }
        if (context.contentLength() > LARGEST_BODY || context.bodyAsBytes().length > LARGEST_BODY) {
            throw Problem.tooLarge("the body may have " + LARGEST_BODY + " bytes");
        }
        try {
            T body = RoomJson.MAPPER
                    .readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(context.bodyAsBytes());
            if (body == null) {
                throw Problem.badRequest("the body is empty");
            }
            return body;
        } catch (IOException e) {
            throw Problem.badRequest("the body is not as " + type.getSimpleName() + " in /api/openapi.yaml says");
        }
    }

    static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
