package org.xraystream.benchmark;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.release.ModelPublisher;
import org.xraystream.service.settings.Connection;

/** Releases one model and another in turns, until it is closed. */
final class Swaps implements AutoCloseable {

    /** From one to the next. */
    static final Duration EVERY = Duration.ofSeconds(1);

    private final Thread thread;
    private final AtomicInteger count;

    private Swaps(Thread thread, AtomicInteger count) {
        this.thread = thread;
        this.count = count;
    }

    static Swaps start(Connection connection, SchemaRegistry registry) {
        var count = new AtomicInteger();
        var thread = new Thread(() -> release(connection, registry, count), "swaps");
        thread.start();
        return new Swaps(thread, count);
    }

    private static void release(Connection connection, SchemaRegistry registry, AtomicInteger count) {
        try (var publisher = new ModelPublisher(connection, registry, Clock.systemUTC(), "bench")) {
            ModelRelease.Builder[] inTurns = {
                publisher.draft(ModelSlot.CHAMPION, ModelBundle.shipped().named("bench-a"), "swap"),
                publisher.draft(ModelSlot.CHAMPION, ModelBundle.shipped().named("bench-b"), "swap")
            };
            while (true) {
                Thread.sleep(EVERY.toMillis());
                var unused = publisher.publish(inTurns[count.get() % inTurns.length].build());
                count.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many so far. */
    int count() {
        return count.get();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
