package org.xraystream.training;

import java.util.function.DoubleUnaryOperator;
import org.xraystream.model.Calibration;

/**
 * Finds the calibration at which a network's probabilities fit the truth best: temperature and offset by the log loss of
 * normal against pneumonia, then the temperature of the kinds by the log loss of all three categories. Each is one
 * golden-section search, over logarithms of temperatures; the losses have one minimum along them.
 *
 * <p>Fitted apart because they differ: the kinds are hard to tell, and one temperature for both questions would make the
 * network seem as unsure of pneumonia as it is of its kind.
 */
final class CalibrationFit {

    private static final double HIGHEST_TEMPERATURE = 10;
    private static final double LARGEST_OFFSET = 5;
    private static final double PRECISION = 1e-3;
    private static final double RATIO = (Math.sqrt(5) - 1) / 2;

    private CalibrationFit() {}

    static Calibration to(Answers answers) {
        double prevalence = answers.prevalence();
        double temperature = bestTemperature(
                t -> answers.pneumoniaLogLoss(new Calibration(t, bestOffset(answers, t, prevalence), t, prevalence)));
        double offset = bestOffset(answers, temperature, prevalence);
        double kindTemperature =
                bestTemperature(t -> answers.logLoss(new Calibration(temperature, offset, t, prevalence)));
        return new Calibration(temperature, offset, kindTemperature, prevalence);
    }

    private static double bestOffset(Answers answers, double temperature, double prevalence) {
        return minimum(
                -LARGEST_OFFSET,
                LARGEST_OFFSET,
                offset -> answers.pneumoniaLogLoss(new Calibration(temperature, offset, temperature, prevalence)));
    }

    private static double bestTemperature(DoubleUnaryOperator loss) {
        double widest = Math.log(HIGHEST_TEMPERATURE);
        return Math.exp(minimum(-widest, widest, logarithm -> loss.applyAsDouble(Math.exp(logarithm))));
    }

    private static double minimum(double low, double high, DoubleUnaryOperator loss) {
        double left = high - RATIO * (high - low);
        double right = low + RATIO * (high - low);
        if (high - low < PRECISION) {
            return (low + high) / 2;
        }
        return loss.applyAsDouble(left) < loss.applyAsDouble(right)
                ? minimum(low, right, loss)
                : minimum(left, high, loss);
    }
}
