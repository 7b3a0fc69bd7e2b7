package org.xraystream.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xraystream.model.Sha256;

/**
 * Divides examples between training and validation by child: all images of a child stand on one side, whenever and in
 * whatever order they come, so that a score never comes from a chest the network has seen.
 *
 * <p>The side is that of a SHA-256 of seed and child, so it is the same in every run, process and release. The share is
 * one of children; that of images differs from it, since some children have dozens.
 *
 * @param validationShare share of the children held out, from 0 to below 1
 * @param seed another seed holds out other children
 */
public record ChildSplit(double validationShare, long seed) {
    private static final Pattern DESCRIPTION = Pattern.compile(
            "by child: SHA-256 of \"(?<seed>-?\\d{1,18}):<child>\", first (?<share>0\\.\\d+) of the range held out");

    public ChildSplit {
        if (!(validationShare >= 0 && validationShare < 1)) {
            throw new IllegalArgumentException(
                    "validationShare: " + validationShare + " given, 0 <= validationShare < 1 allowed");
        }
    }

    /** The two sides, each in the order in which the examples came. */
    public record Parts(List<Example> training, List<Example> validation) {
        public Parts {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
        }
    }

    /** Whether this child's images are held out. */
    public boolean holdsOut(String child) {
        byte[] hash = Sha256.digest().digest((seed + ":" + child).getBytes(StandardCharsets.UTF_8));
        double place = (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
        return place < validationShare;
    }

    public Parts split(List<Example> examples) {
        List<Example> training = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        for (Example example : examples) {
            (holdsOut(example.child()) ? validation : training).add(example);
        }
        return new Parts(training, validation);
    }

    /** The rule in words, for a model's provenance. */
    public String description() {
        return "by child: SHA-256 of \"" + seed + ":<child>\", first " + validationShare + " of the range held out";
    }

    /** The rule that a provenance gives in the words of {@link #description}; empty if they are others. */
    public static Optional<ChildSplit> described(String words) {
        Matcher matcher = DESCRIPTION.matcher(words);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var split = new ChildSplit(Double.parseDouble(matcher.group("share")), Long.parseLong(matcher.group("seed")));
        return Optional.of(split).filter(rule -> rule.description().equals(words));
    }
}
