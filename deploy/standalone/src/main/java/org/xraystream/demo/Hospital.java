package org.xraystream.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.xraystream.event.Label;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.Scan;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.release.ReleaseFollower;
import org.xraystream.service.release.ReleaseListener;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * The hospital around a running cluster: a modality that sends, an observer who sees what comes of it, a ledger of both,
 * and the releases as they are made.
 *
 * <p>For one thread; what it calls back comes on others.
 */
final class Hospital implements AutoCloseable {

    private static final Duration PATIENCE_FOR_OUTCOMES = Duration.ofMinutes(1);
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(30);
    private static final int LOOK_EVERY_MS = 20;

    /** Told what happens. Called from several threads. */
    interface Staff {

        /** A diagnosis of a scan that was sent here. */
        void diagnosed(Ledger.Observed observed);

        /** A release, while the hospital is open. */
        default void released(ModelRelease release) {}
    }

    private final Play.Audience audience;
    private final List<Staff> staff = new CopyOnWriteArrayList<>();
    private final Ledger ledger = new Ledger();
    private final List<ModelRelease> releases = new CopyOnWriteArrayList<>();
    private final SchemaRegistry registry;
    private final EventPublisher<Scan> scans;
    private final EventPublisher<Label> labels;
    private final Modality modality;
    private final Observer observer;
    private final ReleaseFollower follower;
    private long next = System.nanoTime();
    private int sent;

    private Hospital(Connection connection, Play.Audience audience) {
        this.audience = audience;
        registry = connection.schemaRegistry(REGISTRY_PATIENCE);
        scans = new EventPublisher<>(connection, registry, Topics.SCANS);
        labels = new EventPublisher<>(connection, registry, Topics.LABELS);
        modality = new Modality(scans, ledger);
        observer = new Observer(
                connection, registry, ledger, observed -> staff.forEach(person -> person.diagnosed(observed)));
        follower = new ReleaseFollower(connection, registry, new Announcer());
    }

    /** Opens; returns once it sees what comes out. */
    static Hospital open(Connection connection, Play.Audience audience) throws InterruptedException {
        var hospital = new Hospital(connection, audience);
        hospital.follower.awaitCaughtUp();
        return hospital;
    }

    /** From now on this one is told what happens. */
    void employ(Staff person) {
        staff.add(person);
    }

    /** Tells the audience and the staff of each release. */
    private final class Announcer implements ReleaseListener {

        @Override
        public void releasedBefore(List<ModelRelease> newestFirst) {}

        @Override
        public void released(ModelRelease release) {
            releases.add(release);
            audience.event(release.getVersion() + " released as " + release.getSlot()
                    + (release.getTrainedOn() > 0
                            ? ", trained on " + release.getTrainedOn() + " labelled scans: "
                            : ": ")
                    + release.getReason() + ".");
            staff.forEach(person -> person.released(release));
        }
    }

    /** From now on this one is told nothing any more. */
    void dismiss(Staff person) {
        staff.remove(person);
    }

    /** Where radiologists put their labels. */
    EventPublisher<Label> labels() {
        return labels;
    }

    Ledger ledger() {
        return ledger;
    }

    /** What was released since the opening. */
    List<ModelRelease> releases() {
        return releases;
    }

    /**
     * Sends a scan, no sooner than the pause after the one before.
     *
     * @return its id
     */
    String send(DemoImage image, Duration pause) throws InterruptedException {
        long now = System.nanoTime();
        next = Math.max(next + pause.toNanos(), now - pause.toNanos());
        if (next > now) {
            Thread.sleep(Duration.ofNanos(next - now).toMillis());
        }
        String scanId = modality.send(image);
        sent++;
        audience.progress(sent, sent - (int) ledger.open());
        return scanId;
    }

    /** Waits until every scan has an outcome, but not for ever. */
    void awaitOutcomes() throws InterruptedException {
        boolean unused = waitFor(() -> ledger.open() == 0, PATIENCE_FOR_OUTCOMES);
    }

    /** Whether the condition came true in time. */
    static boolean waitFor(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_EVERY_MS);
        }
        return condition.getAsBoolean();
    }

    @Override
    public void close() {
        observer.close();
        follower.close();
        labels.close();
        scans.close();
        registry.close();
    }
}
