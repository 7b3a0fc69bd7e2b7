package org.xraystream.dataset;

import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;

/**
 * One labelled image.
 *
 * @param id names the image: a scanId, or a path below the data set's root
 * @param child names the patient; images of one child never stand on both sides of a split
 * @param truth what it shows
 * @param image the pixels the network sees
 */
public record Example(String id, String child, Truth truth, PreparedImage image) {

    /** An image whose category is known. */
    public Example(String id, String child, Category category, PreparedImage image) {
        this(id, child, Truth.of(category), image);
    }
}
