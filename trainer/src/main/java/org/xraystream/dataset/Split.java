package org.xraystream.dataset;

import java.util.List;
import java.util.Optional;

/** How examples are divided. */
public sealed interface Split permits ChildSplit, ImageSplit, GivenSplit {

    Parts split(List<Example> examples);

    /** The rule in words, for a model's provenance. */
    String description();

    /**
     * The parts, each in the order in which the examples came.
     *
     * @param training to fit weights to
     * @param validation to choose calibration and thresholds by
     * @param test never touched by training nor calibration; may be empty
     */
    record Parts(List<Example> training, List<Example> validation, List<Example> test) {
        public Parts {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
            test = List.copyOf(test);
        }
    }

    /** The rule that a provenance gives in the words of {@link #description}; empty if they are others. */
    static Optional<Split> described(String words) {
        return ChildSplit.described(words)
                .<Split>map(split -> split)
                .or(() -> ImageSplit.described(words))
                .or(() -> GivenSplit.described(words))
                .filter(split -> split.description().equals(words));
    }
}
