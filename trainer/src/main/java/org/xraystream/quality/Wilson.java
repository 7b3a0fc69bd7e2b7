package org.xraystream.quality;

import java.util.Optional;
import org.xraystream.event.Proportion;

/**
 * The 95% interval of a share (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22, 1927): it keeps its promise also for few cases and for shares near
 * one, where the usual one does not.
 */
final class Wilson {

    private static final double Z = 1.959964;

    private Wilson() {}

    /** The share of the cases with its interval; empty without cases. */
    static Optional<Proportion> of(long part, long cases) {
        if (cases == 0) {
            return Optional.empty();
        }
        double share = (double) part / cases;
        double z2 = Z * Z / cases;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / cases + z2 / (4 * cases));
        return Optional.of(new Proportion(cases, share, Math.max(0, centre - half), Math.min(1, centre + half)));
    }
}
