package org.xraystream.service.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.xraystream.event.ContentReference;
import org.xraystream.model.Sha256;
import org.xraystream.service.settings.InvalidSettingException;

/**
 * A folder, on a disk that all who need the content share. It is one only while a file {@value #MARK} lies in it: the empty
 * mount point of a disk that is away must be neither written to nor taken for a store that has lost everything.
 */
final class FolderStore implements ContentStore {

    /** Whoever sets the store up puts it there. */
    static final String MARK = "xraystream-content";

    private final Path root;
    private final String prefix;
    private final Clock clock;

    private FolderStore(Path root, Clock clock) {
        this.root = root;
        this.prefix = "file://" + root.toUri().getRawPath().replaceFirst("/?$", "/");
        this.clock = clock;
    }

    /** The store at an address that begins with {@code file:///}. */
    static FolderStore at(String address, Clock clock) {
        try {
            return new FolderStore(Path.of(URI.create(address)).normalize(), clock);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("content.store=" + address + ": must be the address of a folder");
        }
    }

    @Override
    public String prefix() {
        return prefix;
    }

    @Override
    public ContentReference put(byte[] content) throws IOException {
        requireThere();
        String sha256 = Sha256.of(content);
        var key = new ContentKey(LocalDate.now(clock), sha256);
        try {
            Path folder = Files.createDirectories(root.resolve(key.day().toString()));
            Path file = folder.resolve(sha256);
            if (!Files.exists(file)) {
                Path part = folder.resolve("." + UUID.randomUUID());
                writeThrough(part, content);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                force(folder);
            }
        } catch (IOException e) {
            throw new ContentAwayException("the content store cannot be written to", e);
        }
        return new ContentReference(prefix + key.path(), sha256, (long) content.length);
    }

    private static void writeThrough(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                var unused = channel.write(left);
            }
            channel.force(true);
        }
    }

    /** A name is safe only once its folder is. */
    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public InputStream open(URI address) throws IOException {
        requireThere();
        Path file = Path.of(address);
        if (!Files.isRegularFile(file)) {
            throw new ContentMissingException("the content store has no such content");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new ContentAwayException("the content store cannot be read", e);
        }
    }

    private void requireThere() throws ContentAwayException {
        if (!Files.isRegularFile(root.resolve(MARK))) {
            throw new ContentAwayException(
                    "content.store: no file " + MARK + " lies there; make one if this is the folder, or mount it");
        }
    }

    @Override
    public List<ContentKey> putBefore(LocalDate day) throws IOException {
        requireThere();
        var found = new ArrayList<ContentKey>();
        try (Stream<Path> files = Files.walk(root, 2)) {
            files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .flatMap(path -> ContentKey.parse(path).stream())
                    .filter(key -> key.day().isBefore(day))
                    .forEach(found::add);
        }
        return found;
    }

    @Override
    public void delete(ContentKey key) throws IOException {
        requireThere();
        Path file = root.resolve(key.path());
        Files.deleteIfExists(file);
        try {
            Files.deleteIfExists(root.resolve(key.day().toString()));
        } catch (DirectoryNotEmptyException e) {
            // The day has other content.
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
