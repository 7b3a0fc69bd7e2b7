package org.xraystream.engine;

/**
 * What the network gives for one image, before calibration.
 *
 * @param logits one per {@link org.xraystream.model.Category}, in its order
 * @param activationMap evidence for pneumonia over the image
 * @param embedding the globally averaged features before the last dense layer
 */
public record NetworkOutput(float[] logits, ActivationMap activationMap, float[] embedding) {}
