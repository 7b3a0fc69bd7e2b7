package org.xraystream.service.release;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.Follower;
import org.xraystream.service.health.Health;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * Follows {@code xray.models} from its beginning to its end and then for ever, with a consumer of its own that belongs
 * to no group: every instance hears of every release. A broker that is away is waited for.
 *
 * <p>Thread-safe.
 */
public final class ReleaseFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReleaseFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int KEPT_PER_SLOT = 4;

    private final Connection connection;
    private final Deserializer<ModelRelease> deserializer;
    private final ReleaseListener listener;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Follower follower;
    private long next;

    /** Starts following. */
    public ReleaseFollower(Connection connection, SchemaRegistry registry, ReleaseListener listener) {
        this.connection = connection;
        this.deserializer = Topics.MODELS.valueSerde(registry).deserializer();
        this.listener = listener;
        this.follower = new Follower("release-follower", this::follow);
    }

    /** Waits until everything released before the start has been told to the listener. */
    public void awaitCaughtUp() throws InterruptedException {
        caughtUp.await();
    }

    /** Well once the listener knows what was released before the start. */
    public Health health() {
        if (!follower.isAlive()) {
            return new Health("releases", false, "no longer followed");
        }
        boolean known = caughtUp.getCount() == 0;
        return new Health("releases", known, known ? "followed" : "not read to the end yet");
    }

    private void follow(Follower following) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.MODELS.name(), 0));
            consumer.assign(partitions);
            if (caughtUp.getCount() > 0) {
                tellOfBefore(following, consumer, partitions);
            } else {
                consumer.seek(partitions.get(0), next);
            }
            while (following.goesOn()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    decode(record).ifPresent(release -> tell(() -> listener.released(release)));
                    next = record.offset() + 1;
                }
            }
        }
    }

    private void tellOfBefore(Follower following, Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        next = 0;
        consumer.seekToBeginning(partitions);
        long end = requireNonNull(consumer.endOffsets(partitions).get(partitions.get(0)));
        List<ModelRelease> before = readUntil(following, consumer, partitions.get(0), end);
        tell(() -> listener.releasedBefore(before));
        caughtUp.countDown();
    }

    /** Whatever a listener makes of a release, the next one must be heard of. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("listener failed on a release, which is passed over");
        }
    }

    private List<ModelRelease> readUntil(
            Follower following, Consumer<String, byte[]> consumer, TopicPartition partition, long end) {
        Map<ModelSlot, Deque<ModelRelease>> newest = new EnumMap<>(ModelSlot.class);
        while (following.goesOn() && consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                decode(record).ifPresent(release -> keep(newest, release));
                next = record.offset() + 1;
            }
        }
        var newestFirst = new ArrayList<ModelRelease>();
        newest.values().forEach(newestFirst::addAll);
        return newestFirst;
    }

    private static void keep(Map<ModelSlot, Deque<ModelRelease>> newest, ModelRelease release) {
        Deque<ModelRelease> ofSlot = newest.computeIfAbsent(release.getSlot(), slot -> new ArrayDeque<>());
        ofSlot.addFirst(release);
        if (ofSlot.size() > KEPT_PER_SLOT) {
            ofSlot.removeLast();
        }
    }

    private Optional<ModelRelease> decode(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("record is no release and is passed over");
            return Optional.empty();
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.LARGEST_RECORD);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        follower.close();
    }
}
