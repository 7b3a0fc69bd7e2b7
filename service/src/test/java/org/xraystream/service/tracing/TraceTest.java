package org.xraystream.service.tracing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + ID + "-00f067aa0ba902b7-01";

    @Test
    void handsOnTheTraceThatItWasGiven() {
        Headers handedOn = new RecordHeaders();

        try (var unusedTrace = Trace.in(headers(PARENT))) {
            Trace.into(handedOn);
        }

        assertThat(parentIn(handedOn)).isEqualTo(PARENT);
    }

    @Test
    void takesThePlaceOfTheTraceThatStoodThere() {
        Headers handedOn = headers("00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01");

        try (var unusedTrace = Trace.in(headers(PARENT))) {
            Trace.into(handedOn);
        }

        assertThat(handedOn.headers("traceparent")).hasSize(1);
        assertThat(parentIn(handedOn)).isEqualTo(PARENT);
    }

    @Test
    void beginsATraceOfItsOwnEachTime() {
        Headers first = begun();
        Headers second = begun();

        assertThat(parentIn(first)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(parentIn(second));
    }

    private static Headers begun() {
        Headers headers = new RecordHeaders();
        try (var unusedTrace = Trace.begin("test")) {
            Trace.into(headers);
        }
        return headers;
    }

    @Test
    void saysNothingWhereNoTraceIsOrOneThatCannotBeRead() {
        for (Headers none : new Headers[] {new RecordHeaders(), headers("odd"), headers("00-0-0-00")}) {
            Headers handedOn = new RecordHeaders();

            try (var unusedTrace = Trace.in(none)) {
                Trace.into(handedOn);
            }

            assertThat(handedOn).isEmpty();
        }
    }

    @Test
    void standsInTheLogAsLongAsItLastsAndTheOneBeforeAfterIt() {
        var context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        var encoder = new JsonEncoder();
        encoder.start();
        var said = new ByteArrayOutputStream();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(said);
        appender.start();
        Logger log = context.getLogger("test");
        log.addAppender(appender);

        try (var unusedOuter = Trace.in(headers(PARENT))) {
            try (var unusedInner = Trace.in(headers(PARENT.replace('4', '5')))) {
                log.info("inner");
            }
            log.info("outer");
        }
        log.info("after");

        assertThat(said.toString(UTF_8).lines())
                .satisfiesExactly(
                        inner -> assertThat(inner).contains("\"trace_id\":\"" + ID.replace('4', '5') + "\""),
                        outer -> assertThat(outer).contains("\"trace_id\":\"" + ID + "\""),
                        after -> assertThat(after).contains("after").doesNotContain("trace_id"));
    }

    private static Headers headers(String parent) {
        return new RecordHeaders().add("traceparent", parent.getBytes(US_ASCII));
    }

    private static String parentIn(Headers headers) {
        return new String(headers.lastHeader("traceparent").value(), US_ASCII);
    }
}
