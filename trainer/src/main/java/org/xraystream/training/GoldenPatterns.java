package org.xraystream.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xraystream.engine.Classifier;
import org.xraystream.engine.NetworkOutput;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.GoldenCases;

/**
 * Drawn inputs for a bundle's golden cases: a bundle travels, and no child's image may travel with it. Waves, ellipses
 * and noise excite every part of the network, which is all that a check of the arithmetic needs.
 */
final class GoldenPatterns {

    private static final int COUNT = 4;

    private GoldenPatterns() {}

    /** The patterns with what the network gives for them. */
    static GoldenCases answeredBy(Classifier classifier, int side) {
        List<GoldenCases.Case> cases = new ArrayList<>();
        for (int seed = 0; seed < COUNT; seed++) {
            PreparedImage image = draw(side, seed);
            NetworkOutput output = classifier.classify(image);
            cases.add(new GoldenCases.Case(
                    side,
                    side,
                    image.pixels(),
                    output.logits(),
                    output.activationMap().evidence(),
                    output.embedding()));
        }
        return new GoldenCases(cases);
    }

    /** Two dark ellipses on a bright ground, crossed by waves of a random direction, with a little noise. */
    static PreparedImage draw(int side, int seed) {
        Random random = new Random(seed);
        double across = 4 + 8 * random.nextDouble();
        double down = 4 + 8 * random.nextDouble();
        double depth = 40 + 80 * random.nextDouble();
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.length; i++) {
            double x = (i % side + 0.5) / side;
            int row = i / side;
            double y = (row + 0.5) / side;
            double lungs = Math.exp(-square((x - 0.3) / 0.12) - square((y - 0.5) / 0.25))
                    + Math.exp(-square((x - 0.7) / 0.12) - square((y - 0.5) / 0.25));
            double waves = Math.sin(across * x + down * y + seed);
            double grey = 150 - depth * lungs + 30 * waves + 8 * random.nextGaussian();
            pixels[i] = (byte) Math.round(Math.min(Math.max(grey, 0), 255));
        }
        return new PreparedImage(side, side, pixels);
    }

    private static double square(double value) {
        return value * value;
    }
}
