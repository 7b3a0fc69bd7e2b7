package org.xraystream.room;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of each scan in the store, and the view in memory level with it. The view is written anew from the
 * store whenever this instance takes over a partition. The store's changelog is what {@link RoomFeed} tells.
 */
final class ScanKeeper implements Processor<String, RoomScan, Void, Void> {

    static final String STORE = "scans";
    private static final Duration BETWEEN_CLEARINGS = Duration.ofHours(1);

    private final RoomView view;
    private final Duration remembered;
    private final Clock clock;
    private int partition;
    private @Nullable KeyValueStore<String, RoomScan> scans;

    private ScanKeeper(RoomView view, Duration remembered, Clock clock) {
        this.view = view;
        this.remembered = remembered;
        this.clock = clock;
    }

    static ProcessorSupplier<String, RoomScan, Void, Void> supplier(RoomView view, Duration remembered, Clock clock) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, RoomScan, Void, Void> get() {
                return new ScanKeeper(view, remembered, clock);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.String(), RoomJson.ofScans()));
            }
        };
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        partition = context.taskId().partition();
        scans = context.getStateStore(STORE);
        view.take(partition);
        try (KeyValueIterator<String, RoomScan> all = requireNonNull(scans).all()) {
            all.forEachRemaining(known -> view.put(partition, known.value));
        }
        context.schedule(BETWEEN_CLEARINGS, PunctuationType.WALL_CLOCK_TIME, unused -> forget());
    }

    @Override
    public void process(Record<String, RoomScan> record) {
        KeyValueStore<String, RoomScan> store = requireNonNull(scans);
        RoomScan before = store.get(record.key());
        RoomScan after = before == null ? record.value() : before.and(record.value());
        if (!after.equals(before)) {
            store.put(record.key(), after);
            view.put(partition, after);
        }
    }

    private void forget() {
        long before = clock.instant().minus(remembered).toEpochMilli();
        KeyValueStore<String, RoomScan> store = requireNonNull(scans);
        try (KeyValueIterator<String, RoomScan> all = store.all()) {
            while (all.hasNext()) {
                RoomScan scan = all.next().value;
                if (scan.latest() < before) {
                    store.delete(scan.scanId());
                    view.remove(partition, scan.scanId());
                }
            }
        }
    }

    @Override
    public void close() {
        view.drop(partition);
    }
}
