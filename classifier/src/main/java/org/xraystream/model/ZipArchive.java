package org.xraystream.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A zip in memory: read with limits, because it may come from anywhere, and written so that the same entries give the
 * same bytes, because its hash is its name.
 */
public final class ZipArchive {

    /** More entries than a bundle has now or will have. */
    static final int MAX_ENTRIES = 64;
    /** A zip of a few kilobytes can unfold to gigabytes; reading stops here. */
    static final int MAX_UNPACKED_BYTES = 128 << 20;

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ZipArchive() {}

    /**
     * Unpacks every entry.
     *
     * @throws ZipException if the bytes are no zip, hold a name twice, or unpack to more than is reasonable
     */
    public static SortedMap<String, byte[]> read(byte[] zip) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        int room = MAX_UNPACKED_BYTES;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readNBytes(room + 1);
                room -= content.length;
                if (room < 0) {
                    throw new ZipException("unpacks to more than " + MAX_UNPACKED_BYTES + " bytes");
                }
                if (entries.put(entry.getName(), content) != null) {
                    throw new ZipException("holds twice the entry " + entry.getName());
                }
                if (entries.size() > MAX_ENTRIES) {
                    throw new ZipException("has more than " + MAX_ENTRIES + " entries");
                }
            }
        } catch (IllegalArgumentException e) {
            throw (ZipException) new ZipException("has an entry name that is not UTF-8").initCause(e);
        }
        if (entries.isEmpty()) {
            throw new ZipException("is no zip, or an empty one");
        }
        return entries;
    }

    /** Packs the entries in the order of their names, without times. */
    public static byte[] write(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTimeLocal(NO_TIME);
                out.putNextEntry(header);
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
