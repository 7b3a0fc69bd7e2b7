package org.xraystream.training;

import java.util.List;
import java.util.Optional;
import org.xraystream.dataset.Example;
import org.xraystream.model.ModelBundle;

/**
 * What to train.
 *
 * @param version of the model to come
 * @param start the model to train on from; empty for random weights
 * @param training examples to fit
 * @param heldOut examples of other children, for calibration, thresholds and scores: at least one, and with random
 *     weights some normals and some pneumonias
 * @param split how the examples were divided, in words
 * @param hyperparameters how
 * @param seed of every random choice
 * @param patience epochs without a lower loss on the held-out examples after which training ends; 0 for going through
 *     all epochs
 */
public record TrainingOrder(
        String version,
        Optional<ModelBundle> start,
        List<Example> training,
        List<Example> heldOut,
        String split,
        Hyperparameters hyperparameters,
        long seed,
        int patience) {

    public TrainingOrder {
        if (patience < 0) {
            throw new IllegalArgumentException("patience: " + patience + " given, 0 or more allowed");
        }
        training = List.copyOf(training);
        heldOut = List.copyOf(heldOut);
    }

    /** An order to go through all epochs. */
    public TrainingOrder(
            String version,
            Optional<ModelBundle> start,
            List<Example> training,
            List<Example> heldOut,
            String split,
            Hyperparameters hyperparameters,
            long seed) {
        this(version, start, training, heldOut, split, hyperparameters, seed, 0);
    }
}
