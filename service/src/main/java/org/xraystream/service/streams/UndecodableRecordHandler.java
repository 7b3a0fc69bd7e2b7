package org.xraystream.service.streams;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.xraystream.registry.RegistryUnavailableException;
import org.xraystream.service.tracing.Trace;

/**
 * Sends records that cannot be decoded to the dead letters and goes on; but where only the registry was out of reach,
 * nothing is known of the record, so the thread stops and the record is read again. A dead letter keeps its trace.
 */
public final class UndecodableRecordHandler implements DeserializationExceptionHandler {

    private final LogAndContinueExceptionHandler toDeadLetters = new LogAndContinueExceptionHandler();

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RegistryUnavailableException) {
            return Response.fail();
        }
        try (var unusedTrace = Trace.in(record.headers())) {
            Response response = toDeadLetters.handleError(context, record, exception);
            response.deadLetterQueueRecords().forEach(letter -> Trace.into(letter.headers()));
            return response;
        }
    }

    @Override
    public void configure(Map<String, ?> settings) {
        toDeadLetters.configure(settings);
    }
}
