package org.xraystream.room;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;

/**
 * A place in a list: how urgent the scan there is, and what comes first among the equally urgent.
 *
 * @param asOf the moment whose order the list has, milliseconds since 1970
 * @param rank 0 comes first
 * @param key the lower comes first among equal ranks
 * @param scanId decides between the rest
 */
public record Cursor(long asOf, int rank, long key, String scanId) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER =
            Comparator.comparingInt(Cursor::rank).thenComparingLong(Cursor::key).thenComparing(Cursor::scanId);
    private static final int PARTS = 4;

    /**
     * The cursor that {@link #text} wrote.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Cursor parse(String text) {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        String[] parts = plain.split("/", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("not a cursor");
        }
        return new Cursor(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }

    /** As it travels in an address. */
    public String text() {
        byte[] plain = (asOf + "/" + rank + "/" + key + "/" + scanId).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
