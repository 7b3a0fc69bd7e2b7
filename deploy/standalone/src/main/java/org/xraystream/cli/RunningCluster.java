package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.xraystream.service.settings.Settings;

/**
 * The note by which {@code up} tells the other commands where its cluster is. It is a settings file like any other, so it
 * serves as {@code --config} too.
 *
 * @param file where the note lies
 */
record RunningCluster(Path file) {
    private static final String PROCESS = "process.id";

    /** Leaves the note: the settings that reach the cluster. */
    void announce(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        properties.setProperty(PROCESS, String.valueOf(ProcessHandle.current().pid()));
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path whole = Files.createTempFile(directory, "running", "");
            try (var writer = Files.newBufferedWriter(whole)) {
                properties.store(writer, "Written by xraystream up; gone when it stops");
            }
            // Nobody ever reads half a note.
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure("cannot note where the cluster is in " + file + ": " + e.getMessage(), e);
        }
    }

    /** Takes the note away, unless it is somebody else's by now. */
    void withdraw() {
        try {
            if (processId().filter(id -> id == ProcessHandle.current().pid()).isPresent()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    /** The settings that reach the cluster, if the process that left them still runs. */
    Optional<Map<String, String>> settings() {
        return processId()
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .map(process -> Settings.read(file));
    }

    private Optional<Long> processId() {
        return Files.exists(file)
                ? Optional.ofNullable(Settings.read(file).get(PROCESS)).map(Long::valueOf)
                : Optional.empty();
    }
}
