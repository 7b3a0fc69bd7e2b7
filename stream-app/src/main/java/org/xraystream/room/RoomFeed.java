package org.xraystream.room;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.service.events.Follower;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topic;

/**
 * What happens to scans, of all instances: the changelog of the store, read beside every consumer group. An event's id is
 * the places in all partitions up to which a page has heard of everything, so any instance can go on from it. The last
 * hour, as far as it fits, is kept in memory for those who were away.
 *
 * <p>Thread-safe.
 */
public final class RoomFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RoomFeed.class);
    static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST_KEPT = 5_000;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final Connection connection;
    private final Topic<String, RoomScan> changelog;
    private final Consumer<RoomScan> listener;
    private final Clock clock;
    private final Follower follower;

    private final Happening[] ring = new Happening[MOST_KEPT];
    private long next;
    /** Everything from these places on has been heard of and is still kept. */
    private final Map<Integer, Long> keptFrom = new HashMap<>();
    /** Everything before these places has been heard of. */
    private final Map<Integer, Long> heardUpTo = new HashMap<>();

    /**
     * Starts hearing.
     *
     * @param changelog which exists
     * @param listener told of every change, on one thread
     */
    RoomFeed(Connection connection, Topic<String, RoomScan> changelog, Consumer<RoomScan> listener, Clock clock) {
        this.connection = connection;
        this.changelog = changelog;
        this.listener = listener;
        this.clock = clock;
        follower = new Follower("room-feed", this::follow);
    }

    /**
     * What somebody has missed.
     *
     * @param happenings in their order
     * @param lost whether some of it is no longer known here
     * @param next the number to go on from
     */
    public record Missed(List<Happening> happenings, boolean lost, long next) {}

    /** The id of the latest; whoever starts with it hears of all that comes after. */
    public synchronized String latestId() {
        return idOf(heardUpTo);
    }

    /** What has come since an event's id. */
    public synchronized Missed since(String id) {
        Optional<Map<Integer, Long>> places = parse(id);
        boolean lost = places.isEmpty() || heardUpTo.isEmpty();
        if (!lost) {
            for (var place : places.get().entrySet()) {
                lost |= place.getValue() < keptFrom.getOrDefault(place.getKey(), Long.MAX_VALUE)
                        || place.getValue() > heardUpTo.getOrDefault(place.getKey(), -1L);
            }
        }
        if (lost) {
            return new Missed(List.of(), true, next);
        }
        var missed = new ArrayList<Happening>();
        for (long number = Math.max(0, next - MOST_KEPT); number < next; number++) {
            Happening one = ring[slot(number)];
            if (one.place().offset() >= places.get().getOrDefault(one.place().partition(), 0L)) {
                missed.add(one);
            }
        }
        return new Missed(missed, false, next);
    }

    /** What has come since a number. */
    public synchronized Missed since(long number) {
        if (number < next - MOST_KEPT) {
            return new Missed(List.of(), true, next);
        }
        var missed = new ArrayList<Happening>();
        for (long one = number; one < next; one++) {
            missed.add(ring[slot(one)]);
        }
        return new Missed(missed, false, next);
    }

    private static int slot(long number) {
        return (int) (number % MOST_KEPT);
    }

    private static String idOf(Map<Integer, Long> places) {
        return places.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(place -> Long.toString(place.getValue()))
                .collect(Collectors.joining("-"));
    }

    private Optional<Map<Integer, Long>> parse(String id) {
        String[] parts = id.split("-", -1);
        var places = new HashMap<Integer, Long>();
        try {
            for (int partition = 0; partition < parts.length; partition++) {
                places.put(partition, Long.parseLong(parts[partition]));
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return places.keySet().equals(heardUpTo.keySet()) ? Optional.of(places) : Optional.empty();
    }

    private void follow(Follower following) {
        try (var reader = new TopicReader(connection, List.of(changelog), LONGEST_WAIT)) {
            begin(reader);
            while (following.goesOn()) {
                reader.readOn(this::hear);
            }
        }
    }

    private synchronized void begin(TopicReader reader) {
        if (heardUpTo.isEmpty()) {
            reader.seek(clock.instant().minus(KEPT));
            reader.places().forEach((partition, place) -> {
                keptFrom.put(partition.partition(), place);
                heardUpTo.put(partition.partition(), place);
            });
        } else {
            Map<TopicPartition, Long> places = reader.partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> partition, partition -> heardUpTo.getOrDefault(partition.partition(), 0L)));
            reader.seek(places);
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            synchronized (this) {
                heardUpTo.put(record.partition(), record.offset() + 1);
            }
            return;
        }
        RoomScan scan;
        try {
            scan = RoomJson.read(record.value());
        } catch (SerializationException e) {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("change of a scan cannot be read and is passed over");
            return;
        }
        listener.accept(scan);
        keep(record.partition(), record.offset(), scan);
    }

    private synchronized void keep(int partition, long offset, RoomScan scan) {
        heardUpTo.put(partition, offset + 1);
        if (!scan.isKnown()) {
            return;
        }
        int slot = slot(next);
        if (next >= MOST_KEPT) {
            Place dropped = ring[slot].place();
            keptFrom.put(dropped.partition(), dropped.offset() + 1);
        }
        ring[slot] = new Happening(new Place(partition, offset), idOf(heardUpTo), scan);
        next++;
    }

    @Override
    public void close() {
        follower.close();
    }
}
