package org.xraystream.dataset;

import java.util.List;
import java.util.Optional;

/**
 * Divides examples by child: all images of a child stand on one side, whenever and in whatever order they come, so that
 * a score never comes from a chest the network has seen.
 *
 * <p>The side is that of a SHA-256 of seed and child, so it is the same in every run, process and release. The shares are
 * of children; those of images differ from them, since some children have dozens.
 *
 * @param validationShare share of the children held out for calibration and thresholds, from 0 to below 1
 * @param testShare share of the children kept for the test; with the other below 1
 * @param seed another seed holds out other children
 */
public record ChildSplit(double validationShare, double testShare, long seed) implements Split {
    private static final String RULE = "by child: ";
    private static final String UNIT = "child";

    public ChildSplit {
        new HashedShares(validationShare, testShare, seed);
    }

    /** Between training and validation only. */
    public ChildSplit(double validationShare, long seed) {
        this(validationShare, 0, seed);
    }

    private HashedShares shares() {
        return new HashedShares(validationShare, testShare, seed);
    }

    /** Whether this child's images are held out for validation. */
    public boolean holdsOut(String child) {
        return shares().toValidation(child);
    }

    @Override
    public Parts split(List<Example> examples) {
        return shares().split(examples, Example::child);
    }

    @Override
    public String description() {
        return RULE + shares().inWords(UNIT);
    }

    static Optional<ChildSplit> described(String words) {
        return words.startsWith(RULE)
                ? HashedShares.of(words.substring(RULE.length()), UNIT)
                        .map(shares -> new ChildSplit(shares.validation(), shares.test(), shares.seed()))
                : Optional.empty();
    }
}
