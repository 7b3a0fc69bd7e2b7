package org.xraystream.evaluation;

import java.util.Optional;
import org.xraystream.image.PreparedImage;

/**
 * One labelled image with what a model said of it.
 *
 * @param id names the image: a path below the data set's root
 * @param original how large it was before it was prepared; empty where that is not known
 * @param image the pixels the network saw
 * @param judged truth and answer
 */
public record EvaluatedImage(String id, Optional<PixelSize> original, PreparedImage image, JudgedExample judged) {

    /** Columns and rows of an image. */
    public record PixelSize(int width, int height) {
        /** Millions of pixels. */
        double megapixels() {
            return width * (double) height / 1e6;
        }
    }
}
