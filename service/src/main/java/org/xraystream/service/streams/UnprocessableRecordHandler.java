package org.xraystream.service.streams;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.api.Record;
import org.xraystream.registry.RegistryException;
import org.xraystream.registry.RegistryUnavailableException;
import org.xraystream.service.content.ContentUnavailableException;
import org.xraystream.service.tracing.Trace;

/**
 * Sends records whose processing fails to the dead letters and goes on; but where the registry, the broker, the content
 * store or the state store failed, the record is not to blame and the next one would fare the same, so the thread stops
 * and the record is read again. A dead letter keeps its trace.
 */
public final class UnprocessableRecordHandler implements ProcessingExceptionHandler {

    private static final List<Class<? extends Exception>> OF_THE_SURROUNDINGS = List.of(
            RegistryException.class,
            RegistryUnavailableException.class,
            ContentUnavailableException.class,
            ApiException.class,
            InvalidStateStoreException.class,
            ProcessorStateException.class);

    private final LogAndContinueProcessingExceptionHandler toDeadLetters =
            new LogAndContinueProcessingExceptionHandler();

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (isOfTheSurroundings(exception)) {
            return Response.fail();
        }
        try (var unusedTrace = Trace.in(context.headers())) {
            Response response = toDeadLetters.handleError(context, record, exception);
            response.deadLetterQueueRecords().forEach(letter -> Trace.into(letter.headers()));
            return response;
        }
    }

    private static boolean isOfTheSurroundings(Exception exception) {
        return Stream.<Throwable>iterate(exception, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> OF_THE_SURROUNDINGS.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    @Override
    public void configure(Map<String, ?> settings) {
        toDeadLetters.configure(settings);
    }
}
