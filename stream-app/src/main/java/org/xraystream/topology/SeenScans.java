package org.xraystream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Remembers which scans have been read, by their id and the SHA-256 of their content, for as long as the topic keeps
 * them: a scan sent twice is read once.
 */
final class SeenScans {

    static final String STORE = "seen-scans";

    /** A day more than {@code xray.scans} keeps its records. */
    private static final Duration REMEMBERED = Duration.ofDays(8);

    private final WindowStore<String, byte[]> hashes;

    SeenScans(WindowStore<String, byte[]> hashes) {
        this.hashes = hashes;
    }

    static StoreBuilder<WindowStore<String, byte[]>> storeBuilder() {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, REMEMBERED, REMEMBERED, false),
                Serdes.String(),
                Serdes.ByteArray());
    }

    /** How a scan stands to those read before. */
    enum Acquaintance {
        NEW,
        /** Read before with the same content. */
        REPEATED,
        /** Its id was read before with other content. */
        CONFLICTING
    }

    Acquaintance of(String scanId, byte[] contentHash, Instant receivedAt) {
        return latestHash(scanId, receivedAt)
                .map(hash -> Arrays.equals(hash, contentHash) ? Acquaintance.REPEATED : Acquaintance.CONFLICTING)
                .orElse(Acquaintance.NEW);
    }

    void remember(String scanId, byte[] contentHash, Instant receivedAt) {
        hashes.put(scanId, contentHash, receivedAt.toEpochMilli());
    }

    private Optional<byte[]> latestHash(String scanId, Instant receivedAt) {
        // Producers' clocks may differ, so a scan "from the future" counts as well.
        long received = receivedAt.toEpochMilli();
        // By milliseconds: with instants the store writes both out for an error message that it never needs.
        try (WindowStoreIterator<byte[]> found =
                hashes.fetch(scanId, received - REMEMBERED.toMillis(), received + REMEMBERED.toMillis())) {
            Optional<byte[]> latest = Optional.empty();
            while (found.hasNext()) {
                latest = Optional.of(found.next().value);
            }
            return latest;
        }
    }
}
