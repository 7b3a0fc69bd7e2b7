package org.xraystream.reconciliation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.xraystream.model.Sha256;

/**
 * A set of scan ids in 11 to 21 bytes each, where strings in a {@code HashSet} take some 150: an account remembers those
 * of eight days, and must not grow until nothing is left to classify with. Keeps the first 64 bits of each id's SHA-256, in
 * open addressing; that an id is taken for one of a million others happens once in 10^13 questions.
 *
 * <p>For one thread.
 */
final class ScanIds {

    private static final long FREE = 0;
    private static final int FIRST_CAPACITY = 64;

    private final MessageDigest sha256 = Sha256.digest();
    private long[] slots = new long[FIRST_CAPACITY];
    private int size;

    void add(String scanId) {
        if (size >= slots.length / 4 * 3) {
            grow();
        }
        long fingerprint = fingerprint(scanId);
        int slot = slot(slots, fingerprint);
        if (slots[slot] == FREE) {
            slots[slot] = fingerprint;
            size++;
        }
    }

    /** Ids that fit without growing, and more. */
    int capacity() {
        return slots.length;
    }

    boolean contains(String scanId) {
        return slots[slot(slots, fingerprint(scanId))] != FREE;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long fingerprint : slots) {
            if (fingerprint != FREE) {
                larger[slot(larger, fingerprint)] = fingerprint;
            }
        }
        slots = larger;
    }

    private long fingerprint(String scanId) {
        long bits = ByteBuffer.wrap(sha256.digest(scanId.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return bits == FREE ? 1 : bits;
    }

    /** Where this fingerprint lies, or the free slot where it belongs. */
    private static int slot(long[] slots, long fingerprint) {
        int slot = (int) (fingerprint & (slots.length - 1));
        while (slots[slot] != FREE && slots[slot] != fingerprint) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
