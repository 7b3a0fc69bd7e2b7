package org.xraystream.synthetic;

import org.xraystream.model.Category;

/**
 * A radiograph of nobody.
 *
 * @param truth the category whose statistics it was drawn from
 * @param jpeg the image
 */
public record SyntheticRadiograph(Category truth, byte[] jpeg) {}
