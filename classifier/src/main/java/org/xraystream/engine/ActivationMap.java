package org.xraystream.engine;

/**
 * A coarse map of the evidence for pneumonia over the image: the class activation map of Zhou et al., "Learning Deep
 * Features for Discriminative Localization", CVPR 2016 (the larger of the two pneumonia maps minus the normal one).
 *
 * @param width columns
 * @param height rows
 * @param evidence {@code width * height} values in logits, row by row; negative speaks for normal
 */
public record ActivationMap(int width, int height, float[] evidence) {}
