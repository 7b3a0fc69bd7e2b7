package org.xraystream.service.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.service.health.Health;

/**
 * A running Kafka Streams topology. A thread that fails is replaced, after a pause that keeps a lasting fault from
 * becoming a busy loop; what it had not committed is read again.
 *
 * <p>Thread-safe.
 */
public final class StreamsRunner implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration PAUSE_BEFORE_REPLACEMENT = Duration.ofSeconds(1);
    private static final Duration STATE_POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    /** Starts the topology. */
    public StreamsRunner(Topology topology, Properties settings, MeterRegistry registry) {
        streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(failure -> replaceThread(failure, registry));
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        streams.start();
    }

    private static StreamThreadExceptionResponse replaceThread(Throwable failure, MeterRegistry registry) {
        registry.counter("xraystream.stream.threads.replaced").increment();
        log.atError().setCause(failure).log("stream thread failed and is replaced");
        try {
            Thread.sleep(PAUSE_BEFORE_REPLACEMENT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Waits until records are processed for the first time. */
    public void awaitRunning() throws InterruptedException {
        while (!ready().up() && live().up()) {
            Thread.sleep(STATE_POLL.toMillis());
        }
    }

    /** Well unless the application has stopped for good. */
    public Health live() {
        KafkaStreams.State state = streams.state();
        return new Health("streams", !state.hasCompletedShutdown(), state.name());
    }

    /** Well while records are processed. */
    public Health ready() {
        KafkaStreams.State state = streams.state();
        return new Health("streams", state == KafkaStreams.State.RUNNING, state.name());
    }

    /** The application itself, for reading its stores. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Finishes what is under way, commits it and leaves the group, so that others take over at once. */
    @Override
    public void close() {
        boolean closed = streams.close(CloseOptions.timeout(PATIENCE_AT_CLOSE)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        metrics.close();
        if (!closed) {
            log.atWarn().log("streams did not stop in time; what was not committed is read again");
        }
    }
}
