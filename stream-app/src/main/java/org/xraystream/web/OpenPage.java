package org.xraystream.web;

import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xraystream.room.RoomFeed;

/** A page that listens, and how far it has heard. Written to by one thread at a time. */
final class OpenPage {

    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(15);

    private static final long BETWEEN_CHECKS = TimeUnit.SECONDS.toNanos(5);

    private final SseClient client;
    private final RoomFeed feed;
    private final Optional<String> since;
    private final EventText text;
    private final BooleanSupplier mayListen;
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean begun;
    private long next;
    private long lastWrite = System.nanoTime();
    private long lastCheck = System.nanoTime();
    private EventText.@Nullable ModelEvent model;

    /**
     * A page.
     *
     * @param since the event after which it goes on
     * @param mayListen whether its session holds; where it ends, so does the page
     */
    OpenPage(SseClient client, RoomFeed feed, Optional<String> since, EventText text, BooleanSupplier mayListen) {
        this.client = client;
        this.feed = feed;
        this.since = since;
        this.text = text;
        this.mayListen = mayListen;
        this.next = feed.since(feed.latestId()).next();
    }

    /** Takes the page for a write; false while another is under way. */
    boolean tryBegin() {
        return busy.compareAndSet(false, true);
    }

    /** Tells what has happened since the last time. */
    void tell(EventText.ModelEvent current) {
        try {
            if (!stillMayListen()) {
                close();
                return;
            }
            var out = new StringBuilder();
            if (!current.equals(model)) {
                text.model(out, current);
                model = current;
            }
            RoomFeed.Missed missed = begun || since.isEmpty() ? feed.since(next) : feed.since(since.get());
            begun = true;
            if (missed.lost()) {
                text.reset(out, feed.latestId());
            }
            text.scans(out, missed.happenings());
            next = missed.next();
            if (out.isEmpty() && System.nanoTime() - lastWrite > LONGEST_SILENCE) {
                out.append(": still here\n\n");
            }
            if (!out.isEmpty()) {
                write(out);
            }
        } catch (IOException | RuntimeException e) {
            close();
        } finally {
            busy.set(false);
        }
    }

    private boolean stillMayListen() {
        if (System.nanoTime() - lastCheck < BETWEEN_CHECKS) {
            return true;
        }
        lastCheck = System.nanoTime();
        return mayListen.getAsBoolean();
    }

    private void write(StringBuilder out) throws IOException {
        var stream = client.ctx().res().getOutputStream();
        stream.write(out.toString().getBytes(StandardCharsets.UTF_8));
        stream.flush();
        lastWrite = System.nanoTime();
    }

    void close() {
        client.close();
    }
}
