package org.xraystream.model;

/**
 * Makes the network's logits honest probabilities by temperature scaling (Guo et al., "On Calibration of Modern Neural
 * Networks", ICML 2017).
 *
 * @param temperature divides the logits before the softmax; above one where the network is too sure of itself
 */
public record Calibration(double temperature) {

    public Calibration {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature: " + temperature + " given, a positive number needed");
        }
    }

    /**
     * Calibrated probabilities.
     *
     * @param logits one per {@link Category}, in its order
     */
    public Probabilities probabilities(float[] logits) {
        if (logits.length != Category.values().length) {
            throw new IllegalArgumentException("logits: " + logits.length + " given, one per category needed");
        }
        double largest = Math.max(logits[0], Math.max(logits[1], logits[2]));
        double normal = Math.exp((logits[0] - largest) / temperature);
        double bacterial = Math.exp((logits[1] - largest) / temperature);
        double viral = Math.exp((logits[2] - largest) / temperature);
        double sum = normal + bacterial + viral;
        return new Probabilities(normal / sum, bacterial / sum, viral / sum);
    }
}
