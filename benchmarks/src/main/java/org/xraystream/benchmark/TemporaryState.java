package org.xraystream.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A new folder for the state of a Streams application, deleted on closing. */
record TemporaryState(Path path) implements AutoCloseable {

    static TemporaryState create() {
        try {
            return new TemporaryState(Files.createTempDirectory("xraystream-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    @Override
    public void close() {
        try (var paths = Files.walk(path)) {
            for (Path inside : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(inside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state of a benchmark cannot be deleted", e);
        }
    }
}
