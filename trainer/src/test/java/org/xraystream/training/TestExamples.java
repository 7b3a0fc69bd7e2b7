package org.xraystream.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xraystream.dataset.Example;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;

/** Labelled patterns that a small network learns in seconds and that augmentation does not blot out. */
public final class TestExamples {

    public static final int SIDE = 32;

    private static final List<Category> CATEGORIES = List.of(Category.values());

    private TestExamples() {}

    /** The three categories in turn: even grey, broad waves, fine stripes; all with noise of their own. */
    public static List<Example> patterns(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Category category = CATEGORIES.get(i % CATEGORIES.size());
            String id = seed + "/" + i;
            examples.add(new Example(id, "child-" + id, category, draw(category, random)));
        }
        return examples;
    }

    private static PreparedImage draw(Category category, Random random) {
        double phase = random.nextDouble() * 2 * Math.PI;
        double frequency = switch (category) {
            case NORMAL -> 0;
            case BACTERIAL_PNEUMONIA -> 0.6;
            case VIRAL_PNEUMONIA -> 1.8;
        };
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            double wave = frequency == 0 ? 0 : Math.sin(frequency * (i % SIDE) + phase);
            pixels[i] = (byte) (128 + 60 * wave + 10 * random.nextGaussian());
        }
        return new PreparedImage(SIDE, SIDE, pixels);
    }
}
