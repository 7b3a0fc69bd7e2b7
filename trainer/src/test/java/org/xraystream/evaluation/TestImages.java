package org.xraystream.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.EvaluatedImage.PixelSize;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Probabilities;
import org.xraystream.model.Thresholds;

/** Images that a model of middling skill has judged. */
public final class TestImages {
    public static final Thresholds THRESHOLDS = new Thresholds(0.3, 0.7);

    private static final int SIDE = 32;

    private TestImages() {}

    /** As many of each of the three categories, two images a child; the same for the same seed. */
    public static List<EvaluatedImage> judged(int ofEach, long seed) {
        var random = new Random(seed);
        List<EvaluatedImage> images = new ArrayList<>();
        for (int i = 0; i < ofEach; i++) {
            images.add(judged(String.format("NORMAL/IM-%04d-0001.jpeg", i), "IM-" + i / 2, Truth.NORMAL, random));
            images.add(judged(
                    "PNEUMONIA/person" + i / 2 + "_bacteria_" + i + ".jpeg",
                    "person" + i / 2,
                    Truth.BACTERIAL_PNEUMONIA,
                    random));
            images.add(judged(
                    "PNEUMONIA/person" + (i + ofEach) / 2 + "_virus_" + i + ".jpeg",
                    "person" + (i + ofEach) / 2,
                    Truth.VIRAL_PNEUMONIA,
                    random));
        }
        return images;
    }

    private static EvaluatedImage judged(String id, String child, Truth truth, Random random) {
        double evidence = random.nextGaussian() + (truth.isPneumonia() ? 1.5 : -1.5);
        double pneumonia = 1 / (1 + Math.exp(-evidence));
        double bacterial = 1 / (1 + Math.exp(-random.nextGaussian() - (truth == Truth.VIRAL_PNEUMONIA ? -1 : 1)));
        return judged(id, child, truth, 1 - pneumonia, pneumonia * bacterial);
    }

    /** One image with these probabilities of normal and bacterial. */
    public static EvaluatedImage judged(String id, String child, Truth truth, double normal, double bacterial) {
        var probabilities = new Probabilities(normal, bacterial, 1 - normal - bacterial);
        byte[] pixels = new byte[SIDE * SIDE];
        new Random(id.hashCode()).nextBytes(pixels);
        return new EvaluatedImage(
                id,
                Optional.of(new PixelSize(1000 + id.length() % 3 * 500, 1000)),
                new PreparedImage(SIDE, SIDE, pixels),
                new JudgedExample(child, truth, probabilities, THRESHOLDS.finding(probabilities)));
    }
}
