package org.xraystream.gate;

/**
 * How like the radiographs that a model was made from an image is.
 *
 * @param distance from their mean: 0 for the mean itself, 1 for as far as all but one in two hundred radiographs of other
 *     children lie
 * @param turn -1 where the image looks as upright as a typical radiograph, 1 where it looks as upright when turned by
 *     180 degrees; 0 where nothing speaks for either
 */
public record Likeness(double distance, double turn) {}
