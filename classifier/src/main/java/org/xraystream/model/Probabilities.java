package org.xraystream.model;

/**
 * Calibrated probabilities of the three categories; they add up to one.
 *
 * @param normal probability of no pneumonia
 * @param bacterial probability of bacterial pneumonia
 * @param viral probability of viral pneumonia
 */
public record Probabilities(double normal, double bacterial, double viral) {

    /** Probability of pneumonia of either kind. */
    public double pneumonia() {
        return bacterial + viral;
    }
}
