package org.xraystream.engine;

import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/**
 * What a model says of one image.
 *
 * @param finding by the model's thresholds
 * @param probabilities calibrated
 * @param output what they were computed from
 */
public record Judgement(Finding finding, Probabilities probabilities, NetworkOutput output) {}
