package org.xraystream.benchmark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.xraystream.service.runtime.TemporaryFolder;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.StreamApp;

/** A stream-app that has read nothing yet and begins at the first scan of the topic. */
final class RunningApp implements AutoCloseable {

    private final Connection connection;
    private final String applicationId;
    private final TemporaryFolder state;
    private final StreamApp app;

    private RunningApp(Connection connection, String applicationId, TemporaryFolder state, StreamApp app) {
        this.connection = connection;
        this.applicationId = applicationId;
        this.state = state;
        this.app = app;
    }

    /** Starts one, a new application on this broker. */
    static RunningApp start(Settings broker, int threads, Map<String, String> more) throws InterruptedException {
        TemporaryFolder state = TemporaryFolder.create();
        var own = new HashMap<String, String>(more);
        String applicationId = "bench-" + System.nanoTime();
        own.put("application.id", applicationId);
        own.put("kafka.num.stream.threads", Integer.toString(threads));
        own.put("kafka.state.dir", state.path().toString());
        own.put("http.host", "127.0.0.1");
        own.put("http.port", "0");
        return new RunningApp(Connection.from(broker), applicationId, state, StreamApp.start(broker.with(own)));
    }

    /** Waits for so many diagnoses; how many were decided a second. */
    double rateOf(Diagnoses diagnoses, int scans, Duration patience) {
        long[] decided = new long[scans];
        var seen = new AtomicInteger();
        diagnoses.read(scans, patience, diagnosis -> {
            int number = seen.getAndIncrement();
            if (number < scans) {
                decided[number] = diagnosis.getDecidedAt().toEpochMilli();
            }
        });
        return Rate.of(decided);
    }

    /** Ends it, and takes its own topics off the brokers. */
    @Override
    public void close() throws InterruptedException {
        app.close();
        state.close();
        BenchTopics.deleteOf(connection, applicationId);
    }
}
