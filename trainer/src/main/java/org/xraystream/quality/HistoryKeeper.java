package org.xraystream.quality;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
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
import org.xraystream.event.LiveQuality;

/**
 * Keeps the histories of all scans, enters them into the book, and says every other second what has changed. The book is
 * written anew from the store whenever this instance takes over.
 */
final class HistoryKeeper implements Processor<String, ScanHistory, String, LiveQuality> {

    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final String STORE = "scan-histories";
    private static final Duration BETWEEN_CLEARINGS = Duration.ofHours(1);

    private final QualityBook book;
    private final QualityBoard board;
    private final Duration remembered;
    private final Clock clock;
    private final Map<String, LiveQuality> told = new HashMap<>();
    private @Nullable ProcessorContext<String, LiveQuality> context;
    private @Nullable KeyValueStore<String, ScanHistory> histories;
    private long editionTold = -1;

    private HistoryKeeper(QualityBook book, QualityBoard board, Duration remembered, Clock clock) {
        this.book = book;
        this.board = board;
        this.remembered = remembered;
        this.clock = clock;
    }

    static ProcessorSupplier<String, ScanHistory, String, LiveQuality> supplier(
            QualityBook book, QualityBoard board, Duration remembered, Clock clock) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, ScanHistory, String, LiveQuality> get() {
                return new HistoryKeeper(book, board, remembered, clock);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.String(), JsonSerde.ofHistories()));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, LiveQuality> processorContext) {
        context = processorContext;
        histories = processorContext.getStateStore(STORE);
        book.clear();
        try (KeyValueIterator<String, ScanHistory> all =
                requireNonNull(histories).all()) {
            all.forEachRemaining(known -> book.put(known.key, known.value));
        }
        processorContext.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, unused -> tell());
        processorContext.schedule(BETWEEN_CLEARINGS, PunctuationType.WALL_CLOCK_TIME, unused -> forget());
    }

    @Override
    public void process(Record<String, ScanHistory> record) {
        KeyValueStore<String, ScanHistory> store = requireNonNull(histories);
        ScanHistory before = store.get(record.key());
        ScanHistory after = (before == null ? ScanHistory.EMPTY : before).and(record.value());
        if (!after.equals(before)) {
            store.put(record.key(), after);
            book.put(record.key(), after);
        }
    }

    private void tell() {
        long edition = book.edition();
        if (edition == editionTold) {
            return;
        }
        Instant now = clock.instant();
        Map<String, LiveQuality> qualities = book.qualities(now);
        qualities.forEach((version, quality) -> {
            if (!isTold(quality)) {
                requireNonNull(context).forward(new Record<>(version, quality, now.toEpochMilli()));
                told.put(version, quality);
            }
        });
        board.show(qualities);
        editionTold = edition;
    }

    private boolean isTold(LiveQuality quality) {
        LiveQuality before = told.get(quality.getModelVersion());
        return before != null
                && before.getScans() == quality.getScans()
                && before.getWindows().equals(quality.getWindows())
                && before.getDisputed() == quality.getDisputed()
                && before.getAlarms().equals(quality.getAlarms());
    }

    private void forget() {
        long before = clock.instant().minus(remembered).toEpochMilli();
        KeyValueStore<String, ScanHistory> store = requireNonNull(histories);
        try (KeyValueIterator<String, ScanHistory> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, ScanHistory> known = all.next();
                if (known.value.latest() < before) {
                    store.delete(known.key);
                    book.remove(known.key);
                }
            }
        }
    }

    @Override
    public void close() {
        book.clear();
    }
}
