package org.xraystream.service.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ContentStoreContract {

    private final Path folder;

    FolderStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void mark() throws IOException {
        Files.createFile(folder.resolve(FolderStore.MARK));
    }

    @Override
    ContentStore store(Clock clock) {
        return FolderStore.at(folder.toUri().toString(), clock);
    }

    /** As an empty mount point looks. */
    @Override
    void away() throws IOException {
        Files.delete(folder.resolve(FolderStore.MARK));
    }

    @Test
    void leavesNothingHalfWrittenAndNoEmptyDays() throws IOException {
        store(TODAY).put(new byte[100]);
        try (Stream<Path> files = Files.list(folder.resolve("2026-03-10"))) {
            assertThat(files).hasSize(1);
        }

        for (ContentKey key : store(TODAY).putBefore(LocalDate.parse("2026-03-11"))) {
            store(TODAY).delete(key);
        }

        assertThat(folder.resolve("2026-03-10")).doesNotExist();
    }

    @Test
    void tellsWhatAKilledWriterLeftAsContentThatNobodyCanMention() throws IOException {
        Path day = Files.createDirectories(folder.resolve("2026-03-10"));
        Files.write(day.resolve(".half"), new byte[10]);

        List<ContentKey> found = store(TODAY).putBefore(LocalDate.parse("2026-03-11"));

        assertThat(found).extracting(ContentKey::name).containsExactly(".half");
    }
}
