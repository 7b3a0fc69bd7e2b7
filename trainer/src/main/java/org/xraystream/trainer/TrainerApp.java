package org.xraystream.trainer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.examples.ExampleTopology;
import org.xraystream.examples.LabelledScans;
import org.xraystream.quality.LiveQualityWatch;
import org.xraystream.retraining.LearningLoop;
import org.xraystream.service.access.Access;
import org.xraystream.service.access.Role;
import org.xraystream.service.health.Health;
import org.xraystream.service.release.ReleaseDesk;
import org.xraystream.service.runtime.ServiceRuntime;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.streams.StreamsRunner;
import org.xraystream.service.streams.StreamsSettings;

/**
 * The learning service: gathers labelled scans, trains again, releases better models. {@code POST /retrainings} demands
 * a training at once, {@code GET /review} lists the scans whose readers contradict each other, {@code GET /quality} tells
 * how good the models are on live scans, and {@link ReleaseRoutes} says what may be done with releases.
 *
 * <p>Settings beside those of {@link ServiceRuntime}, {@link LearningLoop} and {@link LiveQualityWatch}:
 * {@code trainer.application.id} (default {@code xraystream-trainer}), {@code examples.most} (5000: the newest labelled
 * scans that are learned from), and everything below {@code kafka.} and {@code registry.}.
 */
public final class TrainerApp implements AutoCloseable {

    /** Port of health, metrics and demands unless {@code http.port} says otherwise. */
    public static final int DEFAULT_PORT = 8081;

    private static final Logger log = LoggerFactory.getLogger(TrainerApp.class);

    private final int mostExamples;
    private final ServiceRuntime runtime;

    /** All present once the broker has answered. */
    private volatile Optional<StreamsRunner> streams = Optional.empty();

    private volatile Optional<LearningLoop> learning = Optional.empty();
    private volatile Optional<LiveQualityWatch> quality = Optional.empty();

    private TrainerApp(Settings settings) {
        mostExamples = settings.number("examples.most", 5000, 1, Integer.MAX_VALUE);
        runtime = new ServiceRuntime(
                settings,
                DEFAULT_PORT,
                List.of(() -> streamsHealth(StreamsRunner::live, true)),
                List.of(
                        () -> streamsHealth(StreamsRunner::ready, false),
                        () -> learning.map(LearningLoop::health)
                                .orElse(new Health("retraining", false, "waiting for the broker")),
                        () -> quality.map(LiveQualityWatch::health)
                                .orElse(new Health("quality", false, "waiting for the broker"))),
                this::addRoutes);
    }

    private void addRoutes(RoutesConfig routes) {
        routes.post("/retrainings", this::demandTraining, Role.OPERATOR);
        routes.get("/review", this::review);
        routes.get(
                "/quality",
                context -> context.contentType("application/json")
                        .result(quality.map(LiveQualityWatch::json).orElse("[]")));
        new ReleaseRoutes(account ->
                        new ReleaseDesk(runtime.connection(), runtime.schemaRegistry(), Clock.systemUTC(), account))
                .addTo(routes);
    }

    private void demandTraining(Context context) {
        boolean accepted = demandTraining();
        var unused = Access.record(
                context, AuditAct.RETRAINING, "", accepted ? AuditOutcome.DONE : AuditOutcome.FAILED, "demanded");
        context.status(accepted ? HttpStatus.ACCEPTED : HttpStatus.SERVICE_UNAVAILABLE)
                .json(Map.of("accepted", accepted));
    }

    private void review(Context context) {
        try {
            context.json(streams.map(runner -> ReviewList.of(scans(runner)))
                    .orElseThrow(() -> new InvalidStateStoreException("not started yet")));
        } catch (InvalidStateStoreException e) {
            context.status(HttpStatus.SERVICE_UNAVAILABLE).json(Map.of("detail", "the labels are being read"));
        }
    }

    /** Starts the service; returns once it watches the labels. Until then it waits for whatever is away. */
    public static TrainerApp start(Settings settings) throws InterruptedException {
        var app = new TrainerApp(settings);
        try {
            app.run(settings);
            return app;
        } catch (InterruptedException | RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private void run(Settings settings) throws InterruptedException {
        runtime.awaitTopics();
        Properties streamsSettings = StreamsSettings.forImages(
                settings.text("trainer.application.id", "xraystream-trainer"), runtime.connection());
        streamsSettings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        var runner = new StreamsRunner(
                ExampleTopology.build(
                        runtime.schemaRegistry(), settings.duration("examples.kept", Duration.ofDays(365))),
                streamsSettings,
                runtime.metrics());
        streams = Optional.of(runner);
        runner.awaitRunning();
        learning = Optional.of(LearningLoop.start(
                settings, runtime.connection(), runtime.schemaRegistry(), scans(runner), runtime.metrics()));
        quality = Optional.of(LiveQualityWatch.start(settings, runtime));
        log.atInfo().addKeyValue("port", port()).log("watching labels");
    }

    private LabelledScans scans(StreamsRunner runner) {
        return LabelledScans.in(runner.streams(), mostExamples);
    }

    private Health streamsHealth(Function<StreamsRunner, Health> question, boolean beforeStart) {
        return streams.map(question).orElse(new Health("streams", beforeStart, "not started yet"));
    }

    /** Trains at the next opportunity; false while the service is still waiting for its broker. */
    public boolean demandTraining() {
        learning.ifPresent(LearningLoop::demand);
        return learning.isPresent();
    }

    /** Port of health, metrics and demands. */
    public int port() {
        return runtime.port();
    }

    /** What the learning loop is doing. */
    public Health learning() {
        return learning.map(LearningLoop::health).orElse(new Health("retraining", false, "not started yet"));
    }

    /** Stops a training that is under way, leaves the group and lets go of everything. */
    @Override
    public void close() {
        quality.ifPresent(LiveQualityWatch::close);
        learning.ifPresent(LearningLoop::close);
        streams.ifPresent(StreamsRunner::close);
        runtime.close();
    }
}
