package org.xraystream.evaluation;

import java.util.Collection;

/** Scores what a model said against the truth. */
public final class Evaluation {
    private Evaluation() {}

    public static Scores of(Collection<JudgedExample> examples) {
        var sample = new Sample(examples);
        return sample.scores(sample.once());
    }
}
