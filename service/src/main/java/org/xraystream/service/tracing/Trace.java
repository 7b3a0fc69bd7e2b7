package org.xraystream.service.tracing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.security.SecureRandom;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace that this thread works for, until it is closed: records that are sent belong to it, and the log names it
 * ({@value #LOG_KEY}). In Kafka's headers it stands as W3C's Trace Context, {@code traceparent}.
 *
 * <p>The trace goes from record to record whether or not anybody watches. Where OpenTelemetry's agent runs, it makes the
 * spans; else a record bears what it was sent for unchanged.
 *
 * <p>For the thread that opens it; traces are closed in the reverse order. See docs/decisions/023.
 */
public final class Trace implements AutoCloseable {

    /** As OpenTelemetry's agent names it in what is logged. */
    static final String LOG_KEY = "trace_id";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Span own;
    private final Scope scope;
    private final @Nullable String logged;

    @SuppressWarnings("MustBeClosed") // close() closes it
    private Trace(Context context, Span own) {
        this.own = own;
        scope = context.makeCurrent();
        logged = MDC.get(LOG_KEY);
        SpanContext current = Span.fromContext(context).getSpanContext();
        if (current.isValid()) {
            MDC.put(LOG_KEY, current.getTraceId());
        }
    }

    /** Begins a trace with a step of this name, or one within the trace that this thread works for already. */
    public static Trace begin(String step) {
        Span span = GlobalOpenTelemetry.getTracer("org.xraystream")
                .spanBuilder(step)
                .startSpan();
        Span known = span.getSpanContext().isValid() ? span : Span.wrap(drawn());
        return new Trace(known.storeInContext(Context.current()), known);
    }

    /** Works for the trace in these headers, if there is one; an agent may have seen to it already. */
    public static Trace in(Headers headers) {
        Context found = W3C.extract(Context.root(), headers, new HeaderReader());
        SpanContext theirs = Span.fromContext(found).getSpanContext();
        SpanContext current = Span.current().getSpanContext();
        boolean isKnown = !theirs.isValid() || theirs.getTraceId().equals(current.getTraceId());
        return new Trace(isKnown ? Context.current() : found, Span.getInvalid());
    }

    /** Writes the trace that this thread works for into these headers, in the place of any that is there. */
    public static void into(Headers headers) {
        W3C.inject(
                Context.current(),
                headers,
                (written, key, value) -> written.remove(key).add(key, value.getBytes(US_ASCII)));
    }

    /** Nobody may have decided yet whether it is kept: it is, so that those who ask the sender do keep it. */
    private static SpanContext drawn() {
        return SpanContext.create(
                TraceId.fromLongs(RANDOM.nextLong(), RANDOM.nextLong()),
                SpanId.fromLong(RANDOM.nextLong()),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    @Override
    public void close() {
        own.end();
        scope.close();
        if (logged == null) {
            MDC.remove(LOG_KEY);
        } else {
            MDC.put(LOG_KEY, logged);
        }
    }

    /** Kafka's headers as OpenTelemetry reads them. */
    private static final class HeaderReader implements TextMapGetter<Headers> {
        @Override
        public Iterable<String> keys(Headers headers) {
            return Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            Header header = headers == null ? null : headers.lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), US_ASCII);
        }
    }
}
