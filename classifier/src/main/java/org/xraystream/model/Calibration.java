package org.xraystream.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;

/**
 * Makes the network's logits honest probabilities: temperature scaling (Guo et al., "On Calibration of Modern Neural
 * Networks", ICML 2017) with an offset for how many were ill where it was fitted, as Platt's sigmoid has it.
 *
 * <p>Two questions, each with a scale of its own, since a network may be sure of the one and not of the other: is it
 * pneumonia, and of which kind. The log odds of pneumonia are those of the softmax at {@code temperature}, plus
 * {@code offset}; the two kinds share it by the softmax of theirs at {@code kindTemperature}.
 *
 * @param temperature divides the logits; above one where the network is too sure that it sees pneumonia, or none
 * @param offset added to the log odds of pneumonia
 * @param kindTemperature divides the difference between the logits of the two kinds
 * @param prevalence share of pneumonia among the images for which the probabilities hold, between 0 and 1
 */
public record Calibration(double temperature, double offset, double kindTemperature, double prevalence) {

    /** What a network is used to that was trained on three categories drawn equally often. */
    private static final double BALANCED = 2 / 3.0;

    public Calibration {
        requirePositive("temperature", temperature);
        requirePositive("kindTemperature", kindTemperature);
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset: " + offset + " given, a finite number needed");
        }
        if (!(prevalence > 0 && prevalence < 1)) {
            throw new IllegalArgumentException("prevalence: " + prevalence + " given, between 0 and 1 needed");
        }
    }

    /** The plain softmax at a temperature, of a network that was trained on categories drawn equally often. */
    public Calibration(double temperature) {
        this(temperature, 0, temperature, BALANCED);
    }

    /** Bundles written before 0.2.0 have a temperature alone. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Calibration read(Map<String, Double> fields) {
        double temperature = fields.getOrDefault("temperature", Double.NaN);
        return new Calibration(
                temperature,
                fields.getOrDefault("offset", 0.0),
                fields.getOrDefault("kindTemperature", temperature),
                fields.getOrDefault("prevalence", BALANCED));
    }

    /**
     * Calibrated probabilities.
     *
     * @param logits one per {@link Category}, in its order
     */
    public Probabilities probabilities(float[] logits) {
        double logOdds = logOdds(logits);
        double pneumonia = sigmoid(logOdds);
        double kind = (logits[1] - logits[2]) / kindTemperature;
        return new Probabilities(sigmoid(-logOdds), pneumonia * sigmoid(kind), pneumonia * sigmoid(-kind));
    }

    /** Logarithm of the odds of pneumonia of either kind, from its evidence in the logits. */
    private double logOdds(float[] logits) {
        if (logits.length != Category.values().length) {
            throw new IllegalArgumentException("logits: " + logits.length + " given, one per category needed");
        }
        double larger = Math.max(logits[1], logits[2]) / temperature;
        double smaller = Math.min(logits[1], logits[2]) / temperature;
        double either = larger + Math.log1p(Math.exp(smaller - larger));
        return either - logits[0] / temperature + offset;
    }

    private static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": " + value + " given, a positive number needed");
        }
    }
}
