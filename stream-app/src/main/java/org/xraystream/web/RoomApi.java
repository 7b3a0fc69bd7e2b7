package org.xraystream.web;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.xraystream.deadletter.DeadLetters;
import org.xraystream.engine.Model;
import org.xraystream.recall.Recall;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.room.Room;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.health.Health;
import org.xraystream.service.release.ReleaseDesk;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.runtime.ServiceRuntime;
import org.xraystream.service.settings.Settings;
import org.xraystream.serving.ServingModel;

/**
 * The JSON API of the reading room ({@code openapi.yaml}): its routes are there from the start and answer 503 until the
 * room is open.
 *
 * <p>Thread-safe.
 */
public final class RoomApi implements AutoCloseable {

    private final ServingModel serving;
    private final Clock clock;
    private final EventStream events;
    private volatile Optional<Parts> parts = Optional.empty();

    /**
     * An API that is not open yet.
     *
     * @param serving the models in force; stays open
     */
    public RoomApi(ServingModel serving, Clock clock) {
        this.serving = serving;
        this.clock = clock;
        this.events = new EventStream(() -> part(Parts::room), this::inForce, clock);
    }

    private record Parts(
            Room room,
            ModelBoard board,
            RecallDesk recalls,
            DeadLetters deadLetters,
            ScanLag lag,
            Function<String, ReleaseDesk> desks)
            implements AutoCloseable {
        @Override
        public void close() {
            recalls.close();
            board.close();
            lag.close();
            room.close();
        }
    }

    private <T> T part(Function<Parts, T> which) {
        return parts.map(which).orElseThrow(Problems::stillReading);
    }

    private EventText.ModelEvent inForce() {
        return new EventText.ModelEvent(
                serving.with(Model::version), serving.shadowVersion().orElse(null));
    }

    /**
     * Adds the routes.
     *
     * @param reconciliation the account of all scans, once there is one
     * @param health the parts of this instance
     */
    public void addTo(
            RoutesConfig routes, Supplier<Optional<Reconciliation>> reconciliation, Supplier<List<Health>> health) {
        Problems.answerIn(routes);
        byte[] contract = contract();
        routes.get(
                "/api/openapi.yaml",
                context -> context.contentType("application/yaml").result(contract));
        new ScanRoutes(() -> part(Parts::room), clock).addTo(routes);
        events.addTo(routes);
        new ModelRoutes(
                        () -> part(Parts::board),
                        this::inForce,
                        account -> part(Parts::desks).apply(account),
                        () -> part(Parts::recalls))
                .addTo(routes);
        new SystemRoutes(
                        () -> part(Parts::room),
                        () -> part(Parts::deadLetters),
                        () -> part(Parts::lag),
                        reconciliation,
                        health,
                        clock)
                .addTo(routes);
        new PeerRoutes(() -> part(Parts::room)).addTo(routes);
        Pages.addTo(routes);
    }

    /**
     * Opens the room, once the broker has answered.
     *
     * @param applicationId of the application that classifies
     */
    public void open(Settings settings, String applicationId, ServiceRuntime runtime, ContentFetcher fetcher) {
        var connection = runtime.connection();
        var registry = runtime.schemaRegistry();
        var board = new ModelBoard(connection, registry, new ReleaseLoader(fetcher));
        Room room = Room.open(settings, applicationId, connection, registry, fetcher, runtime.metrics(), clock);
        runtime.metrics().gauge("xraystream.pages.open", events, EventStream::size);
        parts = Optional.of(new Parts(
                room,
                board,
                new RecallDesk(() -> new Recall(connection, registry, serving, fetcher, clock)),
                new DeadLetters(connection, applicationId, clock),
                new ScanLag(connection, applicationId),
                account -> new ReleaseDesk(connection, registry, clock, account)));
    }

    /** Well once the room answers. */
    public Health health() {
        return parts.map(open -> open.room().health()).orElse(new Health("room", false, "waiting for the broker"));
    }

    private static byte[] contract() {
        try (InputStream contract = RoomApi.class.getResourceAsStream("/openapi.yaml")) {
            return Objects.requireNonNull(contract).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the contract is part of this program", e);
        }
    }

    @Override
    public void close() {
        events.close();
        parts.ifPresent(Parts::close);
    }
}
