package org.xraystream.training;

import org.xraystream.model.Calibration;

/**
 * Finds the temperature at which a network's probabilities fit the truth best, by golden-section search over its
 * logarithm; the log loss has one minimum along it.
 */
final class TemperatureFit {

    private static final double LOWEST = Math.log(0.1);
    private static final double HIGHEST = Math.log(10);
    private static final double PRECISION = 1e-4;
    private static final double RATIO = (Math.sqrt(5) - 1) / 2;

    private TemperatureFit() {}

    static Calibration to(Answers answers) {
        double low = LOWEST;
        double high = HIGHEST;
        while (high - low > PRECISION) {
            double left = high - RATIO * (high - low);
            double right = low + RATIO * (high - low);
            if (answers.logLoss(at(left)) < answers.logLoss(at(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return at((low + high) / 2);
    }

    private static Calibration at(double logarithm) {
        return new Calibration(Math.exp(logarithm));
    }
}
