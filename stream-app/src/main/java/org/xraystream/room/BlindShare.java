package org.xraystream.room;

import java.nio.charset.StandardCharsets;
import org.xraystream.model.Sha256;

/**
 * Which scans are read blind: a share of them, chosen by a hash of the scan's id, so that all instances choose the same,
 * also after a restart. The hash has nothing to do with the one that chooses what the shadow reads.
 *
 * @param share 0 for none to 1 for all
 */
public record BlindShare(double share) {

    private static final int DIGITS = 8;
    private static final double HASHES = 1L << (4 * DIGITS);

    public BlindShare {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " given, 0 to 1 allowed");
        }
    }

    /** Whether every reader begins this scan without the model's opinion. */
    public boolean includes(String scanId) {
        String hash = Sha256.of(("blind/" + scanId).getBytes(StandardCharsets.UTF_8));
        return Long.parseLong(hash.substring(0, DIGITS), 16) / HASHES < share;
    }

    /** Whether the model's opinion, and what other readers found, is hidden from this reader. */
    public boolean hides(RoomScan scan, String account) {
        return includes(scan.scanId()) && !scan.hasLabelOf(account) && scan.state() != State.REJECTED;
    }
}
