package org.xraystream.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
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

    private static final int CATEGORIES = Category.values().length;

    /**
     * Augments and normalises examples, and smooths their labels.
     *
     * @param seed the first example's augmentation is drawn from its place 0, and so on
     */
    static Batch of(List<Example> examples, Preprocessing preprocessing, Hyperparameters hyperparameters, long seed) {
        int size = examples.size();
        int side = preprocessing.side();
        FloatBuffer pixels = FloatBuffer.allocate(size * side * side);
        FloatBuffer labels = FloatBuffer.allocate(size * CATEGORIES);
        for (int i = 0; i < size; i++) {
            Example example = examples.get(i);
            SplittableRandom random = new SplittableRandom(Seeds.of(seed, i));
            preprocessing.normalise(Augmentation.apply(example.image(), hyperparameters.homeShare(), random), pixels);
            labels.put(target(example.truth(), hyperparameters));
        }
        return new Batch(size, side, pixels.array(), labels.array());
    }

    private static float[] target(Truth truth, Hyperparameters hyperparameters) {
        float[] target = new float[CATEGORIES];
        for (Category category : Category.values()) {
            target[category.index()] = truth.target(category);
        }
        double toOtherKind = hyperparameters.kindSmoothing()
                * (truth.target(Category.BACTERIAL_PNEUMONIA) - truth.target(Category.VIRAL_PNEUMONIA));
        target[Category.BACTERIAL_PNEUMONIA.index()] -= (float) toOtherKind;
        target[Category.VIRAL_PNEUMONIA.index()] += (float) toOtherKind;
        double smoothing = hyperparameters.labelSmoothing();
        for (int i = 0; i < CATEGORIES; i++) {
            target[i] = (float) (target[i] * (1 - smoothing) + smoothing / CATEGORIES);
        }
        return target;
    }
}
