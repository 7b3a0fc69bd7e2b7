package org.xraystream.service.release;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * Publishes releases, one whole record each: an instance sees all of a release or nothing.
 *
 * <p>Thread-safe.
 */
public final class ModelPublisher implements AutoCloseable {

    /** Bundles above this size do not fit a record with its headers. */
    public static final int LARGEST_INLINE_BUNDLE = 16 * 1024 * 1024;

    private final EventPublisher<ModelRelease> publisher;
    private final Clock clock;
    private final String releasedBy;

    /**
     * A publisher.
     *
     * @param releasedBy the service or account that stands in the releases
     */
    public ModelPublisher(Connection connection, SchemaRegistry registry, Clock clock, String releasedBy) {
        this.publisher = new EventPublisher<>(connection, registry, Topics.MODELS);
        this.clock = clock;
        this.releasedBy = releasedBy;
    }

    /**
     * The release of a bundle, to be completed and published.
     *
     * @param reason why, in words
     * @throws IllegalArgumentException if the bundle is too large to travel in a record
     */
    public ModelRelease.Builder draft(ModelSlot slot, ModelBundle bundle, String reason) {
        byte[] bytes = bundle.bytes();
        if (bytes.length > LARGEST_INLINE_BUNDLE) {
            throw new IllegalArgumentException(
                    "bundle: " + bytes.length + " bytes, at most " + LARGEST_INLINE_BUNDLE + " travel in a release");
        }
        return ModelRelease.newBuilder()
                .setSlot(slot)
                .setVersion(bundle.manifest().version())
                .setSha256(bundle.sha256())
                .setBundle(ByteBuffer.wrap(bytes))
                .setScores(bundle.manifest().provenance().scores())
                .setReason(reason)
                .setReleasedBy(releasedBy)
                .setReleasedAt(clock.instant());
    }

    /**
     * An earlier release once more, as champion, to be published.
     *
     * @param reason why, in words
     */
    public ModelRelease.Builder again(ModelRelease earlier, String reason) {
        return ModelRelease.newBuilder(earlier)
                .setSlot(ModelSlot.CHAMPION)
                .setReason(reason)
                .setReleasedBy(releasedBy)
                .setReleasedAt(clock.instant())
                .setAwaitsApproval(false);
    }

    /**
     * Publishes a release; returns once the brokers have it.
     *
     * @throws KafkaException if the brokers do not take it
     */
    public ModelRelease publish(ModelRelease release) throws InterruptedException {
        try {
            var unused = publisher
                    .publish(release.getSlot().name().toLowerCase(Locale.ROOT), release)
                    .get();
            return release;
        } catch (ExecutionException e) {
            throw new KafkaException("release " + release.getVersion() + " was not taken", e.getCause());
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
