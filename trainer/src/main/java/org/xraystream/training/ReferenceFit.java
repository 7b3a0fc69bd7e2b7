package org.xraystream.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.xraystream.dataset.Example;
import org.xraystream.engine.Classifier;
import org.xraystream.gate.InputGate;
import org.xraystream.gate.IntendedUse;
import org.xraystream.image.PreparedImage;
import org.xraystream.reference.Features;
import org.xraystream.reference.Reference;

/**
 * Fits what the input gate compares images with to the examples that a network was trained on, and scales it by those
 * held out.
 *
 * <p>Each example counts three times: as it is, with its borders covered as a collimator does, and augmented. What the
 * network has learnt to pass over must not make a radiograph look strange.
 */
final class ReferenceFit {

    /** Fewer do not show how radiographs differ. */
    static final int ENOUGH_TRAINING = 500;

    /** Fewer do not show where one in two hundred lies. */
    static final int ENOUGH_HELD_OUT = 200;

    /** More would only take time. */
    private static final int MOST_TRAINING = 5000;

    private static final int ONE_IN = 200;

    /** Where more of the held-out than one in so many look turned, the turn tells nothing. */
    private static final int TURNED_ONE_IN = 50;

    /** A reference from another network is of use as long as no more than one in so many examples are strange to it. */
    private static final int STRANGE_ONE_IN = 20;

    private static final double WIDEST_FRAME = 0.1;

    private final Classifier classifier;
    private final List<Example> training;
    private final List<Example> heldOut;
    private final long seed;

    ReferenceFit(Classifier classifier, List<Example> training, List<Example> heldOut, long seed) {
        this.classifier = classifier;
        this.training = training;
        this.heldOut = heldOut;
        this.seed = seed;
    }

    /** A reference of this network's own; empty where there are too few examples for one. */
    Optional<Reference> fit() {
        if (training.size() < ENOUGH_TRAINING || heldOut.size() < ENOUGH_HELD_OUT) {
            return Optional.empty();
        }
        List<float[]> views = views();
        FeatureDistribution distribution = FeatureDistribution.of(views);
        return Optional.of(scaled(new Reference(
                views.size(),
                heldOut.size(),
                1,
                distribution.floatMean(),
                distribution.whitening(),
                distribution.upsideDown())));
    }

    /** Whether the reference of the network that this one was trained on from still knows these examples. */
    boolean knows(Reference start) {
        InputGate gate = new InputGate(IntendedUse.PAEDIATRIC_CHEST);
        List<Example> all = new ArrayList<>(training);
        all.addAll(heldOut);
        long strange = all.stream()
                .map(example -> start.likeness(example.image(), embedding(example.image())))
                .filter(gate::isUnusual)
                .count();
        return strange * STRANGE_ONE_IN <= all.size();
    }

    private List<float[]> views() {
        List<float[]> views = new ArrayList<>();
        int step = (training.size() + MOST_TRAINING - 1) / MOST_TRAINING;
        for (int i = 0; i < training.size(); i += step) {
            PreparedImage image = training.get(i).image();
            RandomGenerator random = new SplittableRandom(Seeds.of(seed, 2, i));
            views.add(features(image));
            views.add(features(framed(image, random)));
            views.add(features(Augmentation.apply(image, Hyperparameters.STANDARD.homeShare(), random)));
        }
        return views;
    }

    private static PreparedImage framed(PreparedImage image, RandomGenerator random) {
        GreyField field = GreyField.of(image);
        int width = image.width();
        int height = image.height();
        int grey = random.nextBoolean() ? 0 : random.nextInt(256);
        field.cover(0, 0, (int) (width * random.nextDouble(WIDEST_FRAME)), height, grey);
        field.cover((int) (width * (1 - random.nextDouble(WIDEST_FRAME))), 0, width, height, grey);
        field.cover(0, 0, width, (int) (height * random.nextDouble(WIDEST_FRAME)), grey);
        field.cover(0, (int) (height * (1 - random.nextDouble(WIDEST_FRAME))), width, height, grey);
        return field.toImage();
    }

    private float[] features(PreparedImage image) {
        return Features.of(image, embedding(image));
    }

    private float[] embedding(PreparedImage image) {
        return classifier.classify(image).embedding();
    }

    /** Puts the held-out examples where {@link org.xraystream.gate.Likeness} says that they lie. */
    private Reference scaled(Reference raw) {
        double[] distances = new double[heldOut.size()];
        double[] turns = new double[heldOut.size()];
        for (int i = 0; i < distances.length; i++) {
            PreparedImage image = heldOut.get(i).image();
            var likeness = raw.likeness(image, embedding(image));
            distances[i] = likeness.distance();
            turns[i] = likeness.turn();
        }
        Arrays.sort(distances);
        Arrays.sort(turns);
        double upright = -turns[turns.length / 2];
        boolean tells = upright > 0 && turns[turns.length - 1 - turns.length / TURNED_ONE_IN] < 0;
        float[] upsideDown = new float[raw.upsideDown().length];
        for (int i = 0; i < upsideDown.length; i++) {
            upsideDown[i] = tells ? (float) (raw.upsideDown()[i] / upright) : 0;
        }
        return new Reference(
                raw.fittedTo(),
                raw.scaledBy(),
                distances[distances.length - 1 - distances.length / ONE_IN],
                raw.mean(),
                raw.whitening(),
                upsideDown);
    }
}
