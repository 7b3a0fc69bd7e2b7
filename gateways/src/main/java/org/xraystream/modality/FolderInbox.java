package org.xraystream.modality;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files in a folder, oldest first. Whoever sends them moves them there whole, or writes them under a name that begins
 * with a dot and then renames them; one that is written in place is given two seconds of rest. What was delivered goes to
 * {@code done}, what cannot be to {@code failed} with the reason beside it. Folders within are not looked into.
 */
final class FolderInbox implements Inbox {
    private static final Duration REST = Duration.ofSeconds(2);

    private final Path folder;
    private final Path done;
    private final Path failed;

    FolderInbox(Path folder) {
        this.folder = folder;
        this.done = folder.resolve("done");
        this.failed = folder.resolve("failed");
    }

    @Override
    public String name() {
        return "the folder";
    }

    /** A folder knows no places: what is in it is not done with. */
    @Override
    public long resume(long place, String mark) throws IOException {
        Files.createDirectories(done);
        Files.createDirectories(failed);
        return 0;
    }

    @Override
    public String mark() {
        return "";
    }

    @Override
    public Arrivals after(long place) throws IOException {
        FileTime rested = FileTime.from(Instant.now().minus(REST));
        var found = new ArrayList<Waiting>();
        try (var files = Files.newDirectoryStream(
                folder, file -> !file.getFileName().toString().startsWith("."))) {
            for (Path file : files) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(rested) <= 0) {
                    found.add(new Waiting(file, attributes.lastModifiedTime()));
                }
            }
        } catch (NoSuchFileException e) {
            // Somebody took one back; the next look shows what is left.
            return new Arrivals(List.of(), place);
        }
        found.sort(Comparator.comparing(Waiting::since).thenComparing(Waiting::file));
        return new Arrivals(List.copyOf(found), place);
    }

    private final class Waiting implements Arrival {
        private final Path file;
        private final FileTime since;

        Waiting(Path file, FileTime since) {
            this.file = file;
            this.since = since;
        }

        Path file() {
            return file;
        }

        FileTime since() {
            return since;
        }

        @Override
        public long place() {
            return 0;
        }

        /** Its name may be a patient's. */
        @Override
        public String label() {
            return "file of " + since;
        }

        @Override
        public Optional<byte[]> content() throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(in.readNBytes(DicomScans.MOST_BYTES + 1));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        @Override
        public void delivered() throws IOException {
            moveTo(done);
        }

        @Override
        public void refused(RefusedImageException reason) throws IOException {
            Path kept = moveTo(failed);
            Files.writeString(
                    kept.resolveSibling(kept.getFileName() + ".reason.txt"),
                    reason.reason() + ": " + reason.detail() + System.lineSeparator());
        }

        /** Under its own name, or one made from it where another file has that already. */
        private Path moveTo(Path target) throws IOException {
            for (int i = 0; ; i++) {
                Path free = target.resolve(file.getFileName() + (i == 0 ? "" : "." + i));
                try {
                    return Files.move(file, free);
                } catch (FileAlreadyExistsException e) {
                    // The next name may be free.
                }
            }
        }
    }
}
