package org.xraystream.service.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.xraystream.event.ContentReference;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * Where content lies that is too large for an event. Addressed by its SHA-256, so that to put the same twice leaves it there
 * once a day, and a writer that is killed leaves at most content that no event refers to ({@link OrphanSweep}).
 *
 * <p>Every method throws a {@link ContentAwayException} where the store does not answer. Thread-safe.
 */
public interface ContentStore extends AutoCloseable {

    /** What the address of everything in it begins with; ends in a slash. */
    String prefix();

    /** Keeps content; once this returns it is safe, and can be read. */
    ContentReference put(byte[] content) throws IOException;

    /**
     * Content by its address, which begins with {@link #prefix}; not checked against anything.
     *
     * @throws ContentMissingException if the store answers and has none there
     */
    InputStream open(URI address) throws IOException;

    /** What was put before a day. */
    List<ContentKey> putBefore(LocalDate day) throws IOException;

    /** Removes content; where there is none, nothing happens. */
    void delete(ContentKey key) throws IOException;

    @Override
    void close();

    /** The store that {@code content.store} names, if it does. */
    static Optional<ContentStore> from(Settings settings) {
        return settings.find("content.store").map(address -> {
            if (address.startsWith("file:///")) {
                return FolderStore.at(address, Clock.systemUTC());
            }
            if (address.startsWith("s3://")) {
                return S3Store.at(address, settings, Clock.systemUTC());
            }
            throw new InvalidSettingException(
                    "content.store=" + address + ": must be file:///FOLDER/ or s3://BUCKET/PREFIX/");
        });
    }
}
