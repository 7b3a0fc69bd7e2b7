package org.xraystream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.xraystream.room.Room;
import org.xraystream.room.RoomFeed;
import org.xraystream.service.access.Access;

/**
 * Server-sent events to every open page. Four times a second what has happened since is told in one write, of each scan
 * only the latest, so that open pages cost little however many scans come. A page that does not take what it is sent holds
 * up nobody but itself.
 *
 * <p>Thread-safe.
 */
final class EventStream implements AutoCloseable {

    private static final int PERIOD_MS = 250;

    private final Supplier<Room> rooms;
    private final Supplier<EventText.ModelEvent> models;
    private final Clock clock;
    private final Set<OpenPage> pages = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers = Executors.newCachedThreadPool(task -> daemon(task, "page-writer"));
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "page-ticker"));

    EventStream(Supplier<Room> rooms, Supplier<EventText.ModelEvent> models, Clock clock) {
        this.rooms = rooms;
        this.models = models;
        this.clock = clock;
        var unused = ticker.scheduleWithFixedDelay(this::tick, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/events", this::open);
    }

    private void open(Context context) throws Exception {
        String account = Access.account(context).name();
        Room room = rooms.get();
        RoomFeed feed = room.feed().orElseThrow(Problems::stillReading);
        Optional<String> since = Optional.ofNullable(context.header("Last-Event-ID"))
                .or(() -> Optional.ofNullable(context.queryParam("since")))
                .filter(id -> !id.isBlank());
        var answers = new ScanAnswers(room.blind(), room.urgency(), clock);
        new SseHandler(client -> begin(
                        client,
                        new OpenPage(
                                client,
                                feed,
                                since,
                                new EventText(answers, account),
                                () -> Access.isStillKnown(context))))
                .handle(context);
    }

    private void begin(SseClient client, OpenPage page) {
        client.keepAlive();
        client.onClose(() -> pages.remove(page));
        pages.add(page);
    }

    /** How many pages are open. */
    int size() {
        return pages.size();
    }

    private void tick() {
        EventText.ModelEvent model = models.get();
        for (OpenPage page : pages) {
            if (page.tryBegin()) {
                writers.execute(() -> page.tell(model));
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        pages.forEach(OpenPage::close);
        writers.shutdownNow();
    }
}
