package org.xraystream.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xraystream.dataset.Split.Parts;
import org.xraystream.model.Sha256;

/**
 * Divides names by a SHA-256 of seed and name, so that a name's part is the same in every run, process and release,
 * whatever else there is.
 *
 * @param validation share of the names that goes to validation, from 0 to below 1
 * @param test share that goes to the test, such that something is left for training
 * @param seed another seed divides otherwise
 */
record HashedShares(double validation, double test, long seed) {
    private static final Pattern WORDS = Pattern.compile("SHA-256 of \"(?<seed>-?\\d{1,18}):<(?<unit>child|image)>\","
            + " first (?<validation>0\\.\\d+) of the range held out(?:, next (?<test>0\\.\\d+) kept for the test)?");

    HashedShares {
        if (!(validation >= 0 && validation < 1)) {
            throw new IllegalArgumentException(
                    "validationShare: " + validation + " given, 0 <= validationShare < 1 allowed");
        }
        if (!(test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException(
                    "testShare: " + test + " given, 0 <= testShare < " + (1 - validation) + " allowed");
        }
    }

    boolean toValidation(String name) {
        return place(name) < validation;
    }

    boolean toTest(String name) {
        return place(name) >= validation && place(name) < validation + test;
    }

    /** Where a name falls, evenly spread from 0 to below 1. */
    private double place(String name) {
        byte[] hash = Sha256.digest().digest((seed + ":" + name).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
    }

    Parts split(List<Example> examples, Function<Example, String> name) {
        List<Example> training = new ArrayList<>();
        List<Example> forValidation = new ArrayList<>();
        List<Example> forTest = new ArrayList<>();
        for (Example example : examples) {
            String of = name.apply(example);
            (toValidation(of) ? forValidation : toTest(of) ? forTest : training).add(example);
        }
        return new Parts(training, forValidation, forTest);
    }

    /** @param unit what is named: child or image */
    String inWords(String unit) {
        String heldOut = "SHA-256 of \"" + seed + ":<" + unit + ">\", first " + validation + " of the range held out";
        return test == 0 ? heldOut : heldOut + ", next " + test + " kept for the test";
    }

    /** What {@link #inWords} said, if it is that. */
    static Optional<HashedShares> of(String words, String unit) {
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches() || !matcher.group("unit").equals(unit)) {
            return Optional.empty();
        }
        double test = matcher.group("test") == null ? 0 : Double.parseDouble(matcher.group("test"));
        double validation = Double.parseDouble(matcher.group("validation"));
        return validation + test < 1
                ? Optional.of(new HashedShares(validation, test, Long.parseLong(matcher.group("seed"))))
                : Optional.empty();
    }
}
