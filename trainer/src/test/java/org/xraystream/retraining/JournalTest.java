package org.xraystream.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.service.settings.Settings;

class JournalTest {

    private static final Journal.Entry BEGUN = new Journal.Entry("v2", 7, "a".repeat(64), 1000);

    private final Journal journal;

    JournalTest(@TempDir Path folder) {
        journal = new Journal(folder.resolve("retraining"));
    }

    @Test
    void remembersWhatWasBegunUntilItIsCleared() {
        assertThat(journal.read()).isEmpty();

        journal.begin(BEGUN);

        assertThat(new Journal(journal.folder()).read()).contains(BEGUN);
        journal.clear();
        assertThat(journal.read()).isEmpty();
    }

    /** A checkpoint of another training must not be gone on from. */
    @Test
    void throwsAwayTheCheckpointOfTheTrainingBefore() throws IOException {
        journal.begin(BEGUN);
        Files.write(journal.checkpoint().file(), new byte[] {1});

        journal.begin(new Journal.Entry("v3", 8, "b".repeat(64), 2000));

        assertThat(journal.checkpoint().file()).doesNotExist();
    }

    @Test
    void passesOverWhatItCannotRead() throws IOException {
        journal.begin(BEGUN);
        Files.writeString(journal.folder().resolve("training.json"), "{");

        assertThat(journal.read()).isEmpty();
    }

    @Test
    void liesBesideTheStateOfKafkaStreamsUnlessToldOtherwise() {
        assertThat(Journal.from(Settings.of(Map.of("kafka.state.dir", "/data/state")))
                        .folder())
                .isEqualTo(Path.of("/data/state/xraystream-retraining"));
        assertThat(Journal.from(Settings.of(Map.of("retraining.folder", "/data/own")))
                        .folder())
                .isEqualTo(Path.of("/data/own"));
    }
}
