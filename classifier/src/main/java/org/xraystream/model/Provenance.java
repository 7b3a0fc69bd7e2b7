package org.xraystream.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model's birth certificate: enough to train it again, and to know on whom it may not be tested.
 *
 * @param trainedAt when training ended
 * @param codeVersion version of this software
 * @param startedFrom the version whose weights training began with, or {@value #RANDOM_WEIGHTS}
 * @param trainedOn the examples that the weights were fitted to
 * @param heldOut the examples, of other children, that calibration, thresholds and scores come from
 * @param split how the examples were divided between the two
 * @param seed of every random choice
 * @param hyperparameters by name
 * @param scores on the held-out examples, by name; thresholds were chosen on the same examples, which flatters them
 */
public record Provenance(
        Instant trainedAt,
        String codeVersion,
        String startedFrom,
        DataFingerprint trainedOn,
        DataFingerprint heldOut,
        String split,
        long seed,
        SortedMap<String, String> hyperparameters,
        SortedMap<String, Double> scores) {

    /** Training began with no other model. */
    public static final String RANDOM_WEIGHTS = "random weights";

    public Provenance {
        hyperparameters = sorted(hyperparameters);
        scores = sorted(scores);
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
