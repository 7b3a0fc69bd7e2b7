package org.xraystream.examples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.event.Label;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.Readings;
import org.xraystream.examples.Consensus.Agreed;
import org.xraystream.examples.Consensus.Disputed;
import org.xraystream.image.PreparedImage;

/**
 * The labelled scans that can be learned from: those whose readers agree, with pixels of the preprocessing asked for, the
 * newest ones as many as may be. Scans whose readers contradict each other are listed for review instead.
 *
 * <p>Thread-safe. While the application is rebuilding its stores, reading throws
 * {@link org.apache.kafka.streams.errors.InvalidStateStoreException}.
 */
public final class LabelledScans {

    /**
     * How many scans there are.
     *
     * @param fresh with a usable label that reached its topic after the moment asked for
     * @param disputed whose readers contradict each other
     * @param newest when the newest usable label reached its topic; the epoch if there is none
     */
    public record Counts(long fresh, long disputed, Instant newest) {}

    /**
     * A scan to be looked at again.
     *
     * @param labels that contradict each other, in the order of their times
     */
    public record Review(String scanId, List<Label> labels) {
        public Review {
            labels = List.copyOf(labels);
        }
    }

    private final Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<PreparedScan>>> preparedScans;
    private final Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<Readings>>> readings;
    private final int most;

    /** The labelled scans in these stores, asked for anew at each reading. */
    LabelledScans(
            Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<PreparedScan>>> preparedScans,
            Supplier<ReadOnlyKeyValueStore<String, ValueAndTimestamp<Readings>>> readings,
            int most) {
        this.preparedScans = preparedScans;
        this.readings = readings;
        this.most = most;
    }

    /**
     * The labelled scans in the stores of this application.
     *
     * @param most how many to give at most, the newest
     */
    public static LabelledScans in(KafkaStreams streams, int most) {
        return new LabelledScans(
                () -> store(streams, ExampleTopology.PREPARED), () -> store(streams, ExampleTopology.READINGS), most);
    }

    private static <V> ReadOnlyKeyValueStore<String, ValueAndTimestamp<V>> store(KafkaStreams streams, String name) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.timestampedKeyValueStore()));
    }

    /** Counts them all, those without pixels too. */
    public Counts count(Instant since) {
        var agreed = new ArrayList<Instant>();
        var disputed = new ArrayList<String>();
        forEach((scanId, read) -> {
            if (read.consensus() instanceof Agreed) {
                agreed.add(read.arrived());
            } else if (read.consensus() instanceof Disputed) {
                disputed.add(scanId);
            }
        });
        return new Counts(
                agreed.stream().filter(arrived -> arrived.isAfter(since)).count(),
                disputed.size(),
                agreed.stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH));
    }

    /** All scans whose readers contradict each other, in the order of their ids. */
    public List<Review> disputed() {
        var reviews = new ArrayList<Review>();
        forEach((scanId, read) -> {
            if (read.consensus() instanceof Disputed disputed) {
                reviews.add(new Review(scanId, disputed.labels()));
            }
        });
        reviews.sort(Comparator.comparing(Review::scanId));
        return reviews;
    }

    /**
     * The newest scans whose pixels were made by this preprocessing, in the order of their ids.
     *
     * @param until scans with a label that reached its topic later are left out
     */
    public List<LabelledScan> all(String preprocessing, Instant until) {
        record Candidate(String scanId, Agreed agreed, Instant arrived) {}
        var candidates = new ArrayList<Candidate>();
        forEach((scanId, read) -> {
            if (read.consensus() instanceof Agreed agreed && !read.arrived().isAfter(until)) {
                candidates.add(new Candidate(scanId, agreed, read.arrived()));
            }
        });
        candidates.sort(Comparator.comparing(Candidate::arrived).reversed().thenComparing(Candidate::scanId));
        ReadOnlyKeyValueStore<String, ValueAndTimestamp<PreparedScan>> prepared = preparedScans.get();
        return candidates.stream()
                .flatMap(candidate -> Optional.ofNullable(prepared.get(candidate.scanId()))
                        .map(ValueAndTimestamp::value)
                        .filter(scan -> scan.getPreprocessing().equals(preprocessing))
                        .map(scan -> new LabelledScan(
                                exampleOf(scan, candidate.agreed().truth()),
                                candidate.agreed().by(),
                                candidate.arrived()))
                        .stream())
                .limit(most)
                .sorted(Comparator.comparing(scan -> scan.example().id()))
                .toList();
    }

    /** What the readers of a scan say together, and when the newest label came. */
    private record Read(Consensus consensus, Instant arrived) {}

    private void forEach(BiConsumer<String, Read> visitor) {
        try (KeyValueIterator<String, ValueAndTimestamp<Readings>> all =
                readings.get().all()) {
            while (all.hasNext()) {
                KeyValue<String, ValueAndTimestamp<Readings>> entry = all.next();
                visitor.accept(
                        entry.key,
                        new Read(
                                Consensus.of(entry.value.value().getLabels()),
                                Instant.ofEpochMilli(entry.value.timestamp())));
            }
        }
    }

    private static Example exampleOf(PreparedScan scan, Truth truth) {
        byte[] pixels = new byte[scan.getPixels().remaining()];
        scan.getPixels().duplicate().get(pixels);
        return new Example(
                scan.getScanId(),
                scan.getPatientPseudonym(),
                truth,
                new PreparedImage(scan.getWidth(), scan.getHeight(), pixels));
    }
}
