package org.xraystream.streamapp;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.SiteCalibration;
import org.xraystream.reading.ScanReader;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.reconciliation.ReconciliationWatch;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.content.OrphanSweep;
import org.xraystream.service.events.Follower;
import org.xraystream.service.health.Health;
import org.xraystream.service.release.ReleaseFollower;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.runtime.ServiceRuntime;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.streams.StreamsRunner;
import org.xraystream.service.streams.StreamsSettings;
import org.xraystream.serving.ModelInstaller;
import org.xraystream.serving.ServingModel;
import org.xraystream.topic.Topics;
import org.xraystream.topology.ClassificationTopology;
import org.xraystream.topology.ShadowShare;
import org.xraystream.web.RoomApi;

/**
 * The classifying service: follows the released models, reads scans, emits diagnoses. {@code GET /reconciliation} gives
 * the account of all scans ({@link Reconciliation}), and {@code /api} the reading room ({@link RoomApi}).
 *
 * <p>Settings beside those of {@link ServiceRuntime}: {@code application.id} (default {@code xraystream}),
 * {@code content.allowed}, {@code content.store}, {@code content.kept}, {@code reconciliation.every} (default {@code PT30S}), {@code shadow.share} of the scans that the shadow reads too (default 0.25), {@code site.slope},
 * {@code site.offset}, {@code site.prevalence}, and everything below {@code kafka.} and {@code registry.}.
 */
public final class StreamApp implements AutoCloseable {

    /** Port of health and metrics unless {@code http.port} says otherwise. */
    public static final int DEFAULT_PORT = 8080;

    /** For threads that have no time to commit earlier by themselves, and read faster the less they commit. */
    private static final int BUSY_COMMIT_INTERVAL_MS = 200;

    private static final Logger log = LoggerFactory.getLogger(StreamApp.class);

    /** Present once the broker has answered. */
    private volatile Optional<StreamsRunner> streams = Optional.empty();

    private volatile Optional<ReleaseFollower> releases = Optional.empty();
    private volatile Optional<ReconciliationWatch> reconciliation = Optional.empty();
    private volatile Optional<Follower> sweep = Optional.empty();
    private final ContentFetcher fetcher;
    private final ServingModel serving;
    private final RoomApi room;
    private final ServiceRuntime runtime;

    private StreamApp(Settings settings) {
        fetcher = ContentFetcher.from(settings, Topics.LARGEST_RECORD);
        serving = new ServingModel(shippedModel());
        room = new RoomApi(serving, Clock.systemUTC());
        runtime = new ServiceRuntime(
                settings,
                DEFAULT_PORT,
                List.of(() -> streamsHealth(StreamsRunner::live, true)),
                List.of(
                        () -> streamsHealth(StreamsRunner::ready, false),
                        () -> releases.map(ReleaseFollower::health)
                                .orElse(new Health("releases", false, "waiting for the broker")),
                        () -> new Health("model", true, serving.with(Model::version))),
                this::addRoutes);
    }

    private void addRoutes(RoutesConfig routes) {
        routes.get(
                "/reconciliation",
                context -> reconciliation.ifPresentOrElse(
                        watch -> context.json(watch.latest()), () -> context.status(HttpStatus.SERVICE_UNAVAILABLE)));
        room.addTo(routes, () -> reconciliation.map(ReconciliationWatch::latest), this::parts);
    }

    private List<Health> parts() {
        return Stream.concat(runtime.health().stream(), Stream.of(room.health()))
                .toList();
    }

    /** Starts the service; returns once it reads scans. Until then it waits for whatever is away, and says so. */
    public static StreamApp start(Settings settings) throws InterruptedException {
        var app = new StreamApp(settings);
        try {
            app.run(settings);
            return app;
        } catch (InterruptedException | RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private void run(Settings settings) throws InterruptedException {
        SiteCalibration site = siteCalibration(settings);
        var shadowShare = new ShadowShare(settings.decimal("shadow.share", 0.25, 0, 1));
        Duration contentKept = contentKept(settings);
        runtime.awaitTopics();
        var follower = new ReleaseFollower(
                runtime.connection(),
                runtime.schemaRegistry(),
                new ModelInstaller(new ReleaseLoader(fetcher), serving, runtime.metrics()));
        releases = Optional.of(follower);
        follower.awaitCaughtUp();
        Topology topology = new ClassificationTopology(
                        runtime.schemaRegistry(),
                        serving,
                        shadowShare,
                        ScanReader.ofPaediatricChests(),
                        site,
                        fetcher,
                        Clock.systemUTC(),
                        runtime.metrics())
                .build();
        String applicationId = settings.text("application.id", "xraystream");
        var streamsSettings = StreamsSettings.forImages(applicationId, runtime.connection());
        streamsSettings.putIfAbsent(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, BUSY_COMMIT_INTERVAL_MS);
        var runner = new StreamsRunner(topology, streamsSettings, runtime.metrics());
        streams = Optional.of(runner);
        runner.awaitRunning();
        reconciliation = Optional.of(new ReconciliationWatch(
                runtime.connection(),
                runtime.schemaRegistry(),
                applicationId,
                settings.duration("reconciliation.every", Duration.ofSeconds(30)),
                runtime.metrics()));
        room.open(settings, applicationId, runtime, fetcher);
        sweep = fetcher.store()
                .map(store -> new Follower(
                        "sweep", new OrphanSweep(store, runtime.connection(), contentKept, Clock.systemUTC())));
        log.atInfo()
                .addKeyValue("modelVersion", modelVersion())
                .addKeyValue("port", port())
                .log("reading scans");
    }

    private Health streamsHealth(Function<StreamsRunner, Health> question, boolean beforeStart) {
        return streams.map(question).orElse(new Health("streams", beforeStart, "not started yet"));
    }

    private static SiteCalibration siteCalibration(Settings settings) {
        return new SiteCalibration(
                settings.decimal("site.slope", 1, 0.1, 10),
                settings.decimal("site.offset", 0, -10, 10),
                settings.decimal("site.prevalence", 0, 0, 0.99));
    }

    private static Duration contentKept(Settings settings) {
        Duration kept = settings.duration("content.kept", Duration.ofDays(7));
        if (kept.toDays() < 1) {
            throw new InvalidSettingException("content.kept=" + kept + ": must be at least P1D");
        }
        return kept;
    }

    private static Model shippedModel() {
        try {
            return Model.load(ModelBundle.shipped(), Engine.ONNX);
        } catch (InvalidBundleException e) {
            throw new IllegalStateException("the shipped model does not load", e);
        }
    }

    /** Port of health and metrics. */
    public int port() {
        return runtime.port();
    }

    /** Version of the model in force. */
    public String modelVersion() {
        return serving.with(Model::version);
    }

    /** Version of the model that only watches, if there is one. */
    public Optional<String> shadowVersion() {
        return serving.shadowVersion();
    }

    /** Finishes what is under way, commits it, leaves the group and lets go of everything. */
    @Override
    public void close() {
        room.close();
        sweep.ifPresent(Follower::close);
        fetcher.close();
        reconciliation.ifPresent(ReconciliationWatch::close);
        streams.ifPresent(StreamsRunner::close);
        releases.ifPresent(ReleaseFollower::close);
        runtime.close();
        serving.close();
    }
}
