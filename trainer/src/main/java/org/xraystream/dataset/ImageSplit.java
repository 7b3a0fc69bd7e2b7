package org.xraystream.dataset;

import java.util.List;
import java.util.Optional;

/**
 * Divides examples by image, as studies that know no patients do: one child may stand on both sides, and then a score
 * comes from a chest that the network has seen and flatters it. To be compared with such studies only.
 *
 * @param validationShare share of the images held out for calibration and thresholds, from 0 to below 1
 * @param testShare share of the images kept for the test; with the other below 1
 * @param seed another seed holds out other images
 */
public record ImageSplit(double validationShare, double testShare, long seed) implements Split {
    private static final String RULE = "by image, whosever it is: ";
    private static final String UNIT = "image";

    public ImageSplit {
        new HashedShares(validationShare, testShare, seed);
    }

    private HashedShares shares() {
        return new HashedShares(validationShare, testShare, seed);
    }

    @Override
    public Parts split(List<Example> examples) {
        return shares().split(examples, Example::id);
    }

    @Override
    public String description() {
        return RULE + shares().inWords(UNIT);
    }

    static Optional<ImageSplit> described(String words) {
        return words.startsWith(RULE)
                ? HashedShares.of(words.substring(RULE.length()), UNIT)
                        .map(shares -> new ImageSplit(shares.validation(), shares.test(), shares.seed()))
                : Optional.empty();
    }
}
