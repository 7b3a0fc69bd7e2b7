package org.xraystream.service.events;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.registry.RegistryException;

/**
 * Follows something on a thread of its own until it is closed: where the broker or the registry fails, it begins anew after
 * a pause. Ends by itself at no other failure but a fault of ours, which {@link #isAlive} tells.
 *
 * <p>Thread-safe.
 */
public final class Follower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final Course course;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** What is done again and again. */
    public interface Course {
        /**
         * Opens what it reads from, reads as long as the follower goes on, and closes it; where it returns before, it is
         * called again after a pause.
         */
        void run(Follower follower) throws InterruptedException;
    }

    /** Starts following, on a thread of this name. */
    public Follower(String name, Course course) {
        this.course = course;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it is not closed yet. */
    public boolean goesOn() {
        return closed.getCount() > 0;
    }

    /** Whether it still follows. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Lets time pass, unless it is closed meanwhile. */
    public void pause(Duration duration) throws InterruptedException {
        var unused = closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            while (goesOn()) {
                try {
                    course.run(this);
                } catch (KafkaException | RegistryException e) {
                    tell(e);
                }
                pause(PAUSE_AFTER_FAILURE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(RuntimeException failure) {
        if (goesOn()) {
            log.atWarn()
                    .addKeyValue("follower", thread.getName())
                    .addKeyValue("cause", failure.getMessage())
                    .log("broke off, trying again");
        }
    }

    /** Ends after the read that is under way, which is not interrupted: a consumer cannot be closed by that thread then. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
