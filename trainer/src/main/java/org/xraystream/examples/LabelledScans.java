package org.xraystream.examples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @param newest when the newest of their labels reached its topic; the epoch if there is none
     */
    public record Found(List<Example> examples, Instant newest) {
        public Found {
            examples = List.copyOf(examples);
        }
    }

    private final KafkaStreams streams;

    /** The labelled scans in the stores of this application. */
    public LabelledScans(KafkaStreams streams) {
        this.streams = streams;
    }

    /** How many usable labels reached their topic after this moment. */
    public long countSince(Instant moment) {
        long count = 0;
        try (KeyValueIterator<String, ValueAndTimestamp<Label>> labels =
                this.<Label>store(ExampleTopology.LABELS).all()) {
            while (labels.hasNext()) {
                ValueAndTimestamp<Label> label = labels.next().value;
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
        ReadOnlyKeyValueStore<String, ValueAndTimestamp<PreparedScan>> prepared = store(ExampleTopology.PREPARED);
        var examples = new ArrayList<Example>();
        long newest = 0;
        try (KeyValueIterator<String, ValueAndTimestamp<Label>> labels =
                this.<Label>store(ExampleTopology.LABELS).all()) {
            while (labels.hasNext()) {
                KeyValue<String, ValueAndTimestamp<Label>> label = labels.next();
                Optional<Example> example = categoryOf(label.value.value().getFinding())
                        .flatMap(category -> Optional.ofNullable(prepared.get(label.key))
                                .map(ValueAndTimestamp::value)
                                .filter(scan -> scan.getPreprocessing().equals(preprocessing))
                                .map(scan -> exampleOf(scan, category)));
                if (example.isPresent()) {
                    examples.add(example.get());
                    newest = Math.max(newest, label.value.timestamp());
                }
            }
        }
        examples.sort(java.util.Comparator.comparing(Example::id));
        return new Found(examples, Instant.ofEpochMilli(newest));
    }

    private <V> ReadOnlyKeyValueStore<String, ValueAndTimestamp<V>> store(String name) {
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
