package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Example;
import org.xraystream.engine.Classifier;
import org.xraystream.engine.OnnxClassifier;
import org.xraystream.engine.TestBundles;
import org.xraystream.engine.TestPatterns;
import org.xraystream.gate.Likeness;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;
import org.xraystream.reference.Reference;

class ReferenceFitTest {

    private static final int SIDE = TestBundles.SIDE;

    private static Classifier classifier;

    @BeforeAll
    static void open() throws Exception {
        classifier = new OnnxClassifier(TestBundles.small(1).onnx(), TestBundles.PREPROCESSING);
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @Test
    void findsExamplesLikeThoseItWasFittedToNearAndOthersFar() {
        Reference reference = fit(skies(600, 1), skies(400, 2));

        assertThat(distances(reference, skies(400, 3)))
                .filteredOn(distance -> distance > 1.1)
                .hasSizeLessThan(8);
        for (long seed = 0; seed < 20; seed++) {
            assertThat(likeness(reference, TestPatterns.noise(SIDE, seed)).distance())
                    .isGreaterThan(1.2);
        }
    }

    @Test
    void putsAllButOneInTwoHundredHeldOutWithinOne() {
        List<Example> heldOut = skies(400, 2);

        Reference reference = fit(skies(600, 1), heldOut);

        assertThat(distances(reference, heldOut))
                .filteredOn(distance -> distance > 1)
                .hasSize(2);
        assertThat(reference.fittedTo()).isEqualTo(1800);
        assertThat(reference.scaledBy()).isEqualTo(400);
    }

    @Test
    void tellsUprightFromUpsideDown() {
        Reference reference = fit(skies(600, 1), skies(400, 2));

        for (Example example : skies(50, 3)) {
            assertThat(likeness(reference, example.image()).turn()).isLessThan(0);
            assertThat(likeness(reference, turned(example.image())).turn()).isGreaterThan(0.3);
        }
    }

    @Test
    void saysNothingOfTheTurnWhereItCannotBeSeen() {
        Reference reference = fit(TestExamples.patterns(600, 1), TestExamples.patterns(400, 2));

        assertThat(reference.upsideDown()).containsOnly(0);
    }

    @Test
    void needsEnoughOfBoth() {
        List<Example> few = skies(ReferenceFit.ENOUGH_HELD_OUT - 1, 1);
        List<Example> many = skies(ReferenceFit.ENOUGH_TRAINING, 2);

        assertThat(new ReferenceFit(classifier, few, many, 1).fit()).isEmpty();
        assertThat(new ReferenceFit(classifier, many, few, 1).fit()).isEmpty();
    }

    @Test
    void knowsAgainWhatAnotherWasFittedToAndNothingElse() {
        Reference start = fit(skies(600, 1), skies(400, 2));

        assertThat(new ReferenceFit(classifier, skies(30, 3), skies(10, 4), 1).knows(start))
                .isTrue();
        assertThat(new ReferenceFit(classifier, TestExamples.patterns(30, 3), skies(10, 4), 1).knows(start))
                .isFalse();
    }

    private static Reference fit(List<Example> training, List<Example> heldOut) {
        return new ReferenceFit(classifier, training, heldOut, 1).fit().orElseThrow();
    }

    private static List<Double> distances(Reference reference, List<Example> examples) {
        return examples.stream()
                .map(example -> likeness(reference, example.image()).distance())
                .toList();
    }

    private static Likeness likeness(Reference reference, PreparedImage image) {
        return reference.likeness(image, classifier.classify(image).embedding());
    }

    /** Bright at the top and dark at the bottom, with a sun somewhere in the upper half. */
    private static List<Example> skies(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "sky-" + seed + "/" + i;
            examples.add(new Example(id, id, Category.NORMAL, sky(random)));
        }
        return examples;
    }

    private static PreparedImage sky(Random random) {
        double slope = 3 + random.nextGaussian() / 4;
        double sunX = SIDE * random.nextDouble();
        double sunY = SIDE * random.nextDouble() / 2;
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / SIDE;
            double sun = 60 * Math.exp(-Math.hypot(i % SIDE - sunX, row - sunY) / 4);
            double level = 170 - slope * row + sun + 5 * random.nextGaussian();
            pixels[i] = (byte) Math.max(0, Math.min(255, level));
        }
        return new PreparedImage(SIDE, SIDE, pixels);
    }

    private static PreparedImage turned(PreparedImage image) {
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.pixels()[pixels.length - 1 - i];
        }
        return new PreparedImage(image.width(), image.height(), pixels);
    }
}
