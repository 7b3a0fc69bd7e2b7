package org.xraystream.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.xraystream.dataset.Example;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.Category;

/**
 * What one step of training reads.
 *
 * @param size N
 * @param side of the images
 * @param pixels [N, 1, side, side] in C order
 * @param labels [N, 3] in C order; each row adds up to one
 */
record Batch(int size, int side, float[] pixels, float[] labels) {

    /**
     * Augments and normalises examples.
     *
     * @param seed the first example's augmentation is drawn from its place 0, and so on
     */
    static Batch of(List<Example> examples, Preprocessing preprocessing, double labelSmoothing, long seed) {
        int side = preprocessing.side();
        int categories = Category.values().length;
        FloatBuffer pixels = FloatBuffer.allocate(examples.size() * side * side);
        float[] labels = new float[examples.size() * categories];
        Arrays.fill(labels, (float) (labelSmoothing / categories));
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            SplittableRandom random = new SplittableRandom(Seeds.of(seed, i));
            preprocessing.normalise(Augmentation.apply(example.image(), random), pixels);
            for (Category category : Category.values()) {
                labels[i * categories + category.index()] +=
                        (float) (1 - labelSmoothing) * example.truth().target(category);
            }
        }
        return new Batch(examples.size(), side, pixels.array(), labels);
    }
}
