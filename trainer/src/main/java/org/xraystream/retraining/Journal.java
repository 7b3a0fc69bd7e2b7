package org.xraystream.retraining;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.service.settings.Settings;
import org.xraystream.training.Checkpoint;

/**
 * Remembers on disk which training is under way, so that one that was cut off goes on after a restart. Written beside and
 * moved into place: what is there is whole.
 *
 * @param folder created when first written to
 */
record Journal(Path folder) {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The journal in the folder that the setting {@code retraining.folder} names; without it, beside the state that Kafka
     * Streams keeps.
     */
    static Journal from(Settings settings) {
        return new Journal(settings.find("retraining.folder")
                .map(Path::of)
                .orElseGet(() -> Path.of(settings.below("kafka.")
                                .getOrDefault("state.dir", System.getProperty("java.io.tmpdir")))
                        .resolve("xraystream-retraining")));
    }

    /**
     * One training: with the same examples all else follows from this.
     *
     * @param version of the model to come
     * @param seed of every random choice
     * @param champion SHA-256 of the bundle trained on from
     * @param labelsUntilMillis labels that reached their topic later do not belong to it; since the epoch
     */
    record Entry(String version, long seed, String champion, long labelsUntilMillis) {
        Instant labelsUntil() {
            return Instant.ofEpochMilli(labelsUntilMillis);
        }
    }

    /** The training that was begun and not ended. What cannot be read is passed over: a training can be repeated. */
    Optional<Entry> read() {
        if (!Files.exists(entry())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(entry().toFile(), Entry.class));
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", entry()).setCause(e).log("journal cannot be read and is passed over");
            return Optional.empty();
        }
    }

    /** Notes that this training has begun; what is left of another is thrown away. */
    void begin(Entry begun) {
        clear();
        try {
            Files.createDirectories(folder);
            Path beside = folder.resolve("training.json.new");
            Files.write(beside, JSON.writeValueAsBytes(begun));
            Files.move(beside, entry(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written to " + folder, e);
        }
    }

    /** Notes that no training is under way. */
    void clear() {
        try {
            Files.deleteIfExists(entry());
            Files.deleteIfExists(checkpoint().file());
        } catch (IOException e) {
            throw new UncheckedIOException("the journal in " + folder + " cannot be cleared", e);
        }
    }

    /** Where the training keeps its state between epochs. */
    Checkpoint checkpoint() {
        return new Checkpoint(folder.resolve("checkpoint.zip"));
    }

    private Path entry() {
        return folder.resolve("training.json");
    }
}
