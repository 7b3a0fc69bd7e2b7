package org.xraystream.reference;

import java.util.Arrays;
import org.xraystream.image.PreparedImage;

/**
 * What is compared between an image and those that a model was made from: the network's embedding, followed by a
 * thumbnail of the image, since either alone misses what the other sees.
 */
public final class Features {

    /** Numbers of the thumbnail, at the end; in reverse order they are those of the image turned by 180 degrees. */
    public static final int THUMBNAIL = Thumbnail.SIZE;

    private Features() {}

    /** The features of an image for which the network gave this embedding. */
    public static float[] of(PreparedImage image, float[] embedding) {
        float[] features = Arrays.copyOf(embedding, embedding.length + THUMBNAIL);
        System.arraycopy(Thumbnail.of(image), 0, features, embedding.length, THUMBNAIL);
        return features;
    }
}
