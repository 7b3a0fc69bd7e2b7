package org.xraystream.topology;

import java.nio.charset.StandardCharsets;
import org.xraystream.model.Sha256;

/**
 * Which scans the shadow reads too: a share of them, chosen by a hash of the scan's id, so that all instances choose the
 * same, also when a scan is read again. The hash has nothing to do with the one that chooses the partition.
 *
 * @param share 0 for none to 1 for all
 */
public record ShadowShare(double share) {

    private static final int DIGITS = 8;
    private static final double HASHES = 1L << (4 * DIGITS);

    public ShadowShare {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " given, 0 to 1 allowed");
        }
    }

    boolean includes(String scanId) {
        String hash = Sha256.of(scanId.getBytes(StandardCharsets.UTF_8));
        return Long.parseLong(hash.substring(0, DIGITS), 16) / HASHES < share;
    }
}
