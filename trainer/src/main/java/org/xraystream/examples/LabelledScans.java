package org.xraystream.examples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.xraystream.dataset.Example;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.PreparedScan;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;

/**
 * The labelled scans that can be learned from: those with a label that names one category, and with pixels of the
 * preprocessing asked for. "Pneumonia" without its kind and "cannot tell" are left out: neither says which output the
 * network should have given.
 *
 * <p>Thread-safe. While the application is rebuilding its stores, reading throws
 * {@link org.apache.kafka.streams.errors.InvalidStateStoreException}.
 */
public final class LabelledScans {

    /**
     * What was found.
     *
     * @param examples ready to be learned from, in the order of their ids
     * @param newest when the newest label that names a category reached its topic, also of scans whose pixels are gone;
     *     the epoch if there is none
     */
    public record Found(List<Example> examples, Instant newest) {
        public Found {
            examples = List.copyOf(examples);
        }
    }

    private final Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<PreparedScan>>> preparedScans;
    private final Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<Label>>> labels;

    /** The labelled scans in these stores, asked for anew at each reading. */
    LabelledScans(
            Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<PreparedScan>>> preparedScans,
            Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<Label>>> labels) {
        this.preparedScans = preparedScans;
        this.labels = labels;
    }

    /** The labelled scans in the stores of this application. */
    public static LabelledScans in(KafkaStreams streams) {
        return new LabelledScans(
                () -> store(streams, ExampleTopology.PREPARED), () -> store(streams, ExampleTopology.LABELS));
    }

    /** How many usable labels reached their topic after this moment. */
    public long countSince(Instant moment) {
        long count = 0;
        try (KeyValueIterator<String, ValueAndTimestamp<Label>> all =
                labels.get().all()) {
            while (all.hasNext()) {
                ValueAndTimestamp<Label> label = all.next().value;
                if (label.timestamp() > moment.toEpochMilli()
                        && categoryOf(label.value().getFinding()).isPresent()) {
                    count++;
                }
            }
        }
        return count;
    }

    /** All examples whose pixels were made by this preprocessing. */
    public Found all(String preprocessing) {
        ReadOnlyKeyValueStore<String, ValueAndTimestamp<PreparedScan>> prepared = preparedScans.get();
        var examples = new ArrayList<Example>();
        long newest = 0;
        try (KeyValueIterator<String, ValueAndTimestamp<Label>> all =
                labels.get().all()) {
            while (all.hasNext()) {
                KeyValue<String, ValueAndTimestamp<Label>> label = all.next();
                Optional<Category> category = categoryOf(label.value.value().getFinding());
                if (category.isPresent()) {
                    newest = Math.max(newest, label.value.timestamp());
                    Optional.ofNullable(prepared.get(label.key))
                            .map(ValueAndTimestamp::value)
                            .filter(scan -> scan.getPreprocessing().equals(preprocessing))
                            .ifPresent(scan -> examples.add(exampleOf(scan, category.get())));
                }
            }
        }
        examples.sort(Comparator.comparing(Example::id));
        return new Found(examples, Instant.ofEpochMilli(newest));
    }

    private static <V> ReadOnlyKeyValueStore<String, ValueAndTimestamp<V>> store(KafkaStreams streams, String name) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.timestampedKeyValueStore()));
    }

    private static Example exampleOf(PreparedScan scan, Category category) {
        byte[] pixels = new byte[scan.getPixels().remaining()];
        scan.getPixels().duplicate().get(pixels);
        return new Example(
                scan.getScanId(),
                scan.getPatientPseudonym(),
                category,
                new PreparedImage(scan.getWidth(), scan.getHeight(), pixels));
    }

    private static Optional<Category> categoryOf(LabelFinding finding) {
        return switch (finding) {
            case NORMAL -> Optional.of(Category.NORMAL);
            case BACTERIAL_PNEUMONIA -> Optional.of(Category.BACTERIAL_PNEUMONIA);
            case VIRAL_PNEUMONIA -> Optional.of(Category.VIRAL_PNEUMONIA);
            case PNEUMONIA, CANNOT_TELL -> Optional.empty();
        };
    }
}
