package org.xraystream.engine;

import java.util.Optional;
import org.xraystream.gate.Likeness;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/**
 * What a model says of one image.
 *
 * @param finding by the model's thresholds
 * @param probabilities calibrated
 * @param output what they were computed from
 * @param likeness to the radiographs that the model was made from; empty if it does not know them
 */
public record Judgement(
        Finding finding, Probabilities probabilities, NetworkOutput output, Optional<Likeness> likeness) {}
