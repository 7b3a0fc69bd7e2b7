package org.xraystream.training;

import java.util.stream.DoubleStream;
import org.xraystream.model.Calibration;
import org.xraystream.model.Thresholds;

/**
 * Chooses between which probabilities a model leaves the decision to a person: the lower end so that few pneumonias are
 * called normal, the upper end so that few normals are called pneumonia, and lower where that would leave too many
 * undecided. Sensitivity comes first: the lower end never yields.
 *
 * @param missed largest part of the pneumonias called normal
 * @param falseAlarms largest part of the normals called pneumonia, while the band is not too wide
 * @param undecided largest part of all left undecided
 */
record UndecidedBand(double missed, double falseAlarms, double undecided) {

    /**
     * Half of the misses that a release may have (sensitivity at least 0.97) and two thirds of the undecided (at most
     * 0.15), since the next children will not be quite like the held-out ones.
     */
    static final UndecidedBand STANDARD = new UndecidedBand(0.015, 0.015, 0.10);

    /** @throws IllegalArgumentException if the answers lack normals or pneumonias */
    Thresholds choose(Answers answers, Calibration calibration) {
        double[] ill = answers.pneumonia(calibration, true);
        double[] healthy = answers.pneumonia(calibration, false);
        if (ill.length == 0 || healthy.length == 0) {
            throw new IllegalArgumentException("answers: " + healthy.length + " normals and " + ill.length
                    + " pneumonias given, some of both needed");
        }
        double normalBelow = ill[(int) (missed * ill.length)];
        double highestHealthyNotCalled = healthy[healthy.length - 1 - (int) (falseAlarms * healthy.length)];
        double wished = Math.min(1, Math.nextUp(highestHealthyNotCalled));
        double widest = widest(ill, healthy, normalBelow);
        return new Thresholds(normalBelow, Math.max(normalBelow, Math.min(wished, widest)));
    }

    /** The upper end at which as many are undecided as may be. */
    private double widest(double[] ill, double[] healthy, double normalBelow) {
        double[] notNormal = DoubleStream.concat(DoubleStream.of(ill), DoubleStream.of(healthy))
                .filter(probability -> probability >= normalBelow)
                .sorted()
                .toArray();
        int allowed = (int) (undecided * (ill.length + healthy.length));
        return notNormal[Math.min(allowed, notNormal.length - 1)];
    }
}
