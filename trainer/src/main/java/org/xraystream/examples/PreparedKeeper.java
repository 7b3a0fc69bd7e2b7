package org.xraystream.examples;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.PreparedScan;

/** Keeps the pixels of each scan for as long as they may be learned from, and then lets go of them. */
final class PreparedKeeper implements Processor<String, PreparedScan, Void, Void> {

    private static final Duration BETWEEN_CLEARINGS = Duration.ofHours(12);

    private final Duration kept;
    private @Nullable TimestampedKeyValueStore<String, PreparedScan> store;

    PreparedKeeper(Duration kept) {
        this.kept = kept;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(ExampleTopology.PREPARED);
        context.schedule(BETWEEN_CLEARINGS, PunctuationType.WALL_CLOCK_TIME, this::letGo);
    }

    @Override
    public void process(Record<String, PreparedScan> record) {
        requireNonNull(store).put(record.key(), ValueAndTimestamp.make(record.value(), record.timestamp()));
    }

    private void letGo(long now) {
        TimestampedKeyValueStore<String, PreparedScan> scans = requireNonNull(store);
        try (KeyValueIterator<String, ValueAndTimestamp<PreparedScan>> all = scans.all()) {
            while (all.hasNext()) {
                KeyValue<String, ValueAndTimestamp<PreparedScan>> scan = all.next();
                if (scan.value.timestamp() < now - kept.toMillis()) {
                    scans.delete(scan.key);
                }
            }
        }
    }
}
