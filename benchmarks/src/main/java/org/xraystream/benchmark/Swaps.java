package org.xraystream.benchmark;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

    private final ModelPublisher publisher;
    private final Thread thread;
    private final AtomicInteger count;

    private Swaps(ModelPublisher publisher, Thread thread, AtomicInteger count) {
        this.publisher = publisher;
        this.thread = thread;
        this.count = count;
    }

    /** Makes the releases, which is somebody else's work in a service, and begins. */
    static Swaps start(Connection connection, SchemaRegistry registry) {
        var publisher = new ModelPublisher(connection, registry, Clock.systemUTC(), "bench");
        List<ModelRelease.Builder> inTurns = Stream.of("bench-a", "bench-b")
                .map(name -> publisher.draft(
                        ModelSlot.CHAMPION, ModelBundle.shipped().named(name), "swap"))
                .toList();
        var count = new AtomicInteger();
        var thread = new Thread(() -> release(publisher, inTurns, count), "swaps");
        thread.start();
        return new Swaps(publisher, thread, count);
    }

    private static void release(ModelPublisher publisher, List<ModelRelease.Builder> inTurns, AtomicInteger count) {
        try {
            while (true) {
                Thread.sleep(EVERY.toMillis());
                var unused = publisher.publish(
                        inTurns.get(count.get() % inTurns.size()).build());
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
        publisher.close();
    }
}
