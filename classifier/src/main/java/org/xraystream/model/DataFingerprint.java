package org.xraystream.model;

/**
 * Says which examples a model has seen, without showing any of them.
 *
 * @param examples how many images
 * @param children how many patients they belong to
 * @param sha256 hash over the examples' names, categories and pixels in the order of their names
 */
public record DataFingerprint(int examples, int children, String sha256) {}
