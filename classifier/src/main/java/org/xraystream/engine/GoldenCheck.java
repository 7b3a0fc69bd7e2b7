package org.xraystream.engine;

import org.xraystream.model.GoldenCases;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.InvalidBundleException.Reason;

/** Runs a network on the golden inputs and compares. */
final class GoldenCheck {

    /**
     * How far a value may be off, as a part of the largest value beside it. Engines and processors differ by some
     * 0.00001 through the order of additions; a wrong weight or pixel shows a hundred times more than this.
     */
    static final double TOLERANCE = 0.001;

    private GoldenCheck() {}

    /** @throws InvalidBundleException with GOLDEN_MISMATCH if any output is off */
    static void run(Classifier classifier, GoldenCases golden) throws InvalidBundleException {
        for (int i = 0; i < golden.cases().size(); i++) {
            GoldenCases.Case expected = golden.cases().get(i);
            NetworkOutput output = classifier.classify(expected.image());
            compare("logits of case " + i, expected.logits(), output.logits());
            compare(
                    "activation map of case " + i,
                    expected.activationMap(),
                    output.activationMap().evidence());
            compare("embedding of case " + i, expected.embedding(), output.embedding());
        }
    }

    private static void compare(String what, float[] expected, float[] actual) throws InvalidBundleException {
        if (expected.length != actual.length) {
            throw mismatch(what + ": " + actual.length + " values, " + expected.length + " expected");
        }
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            boolean close = Math.abs(expected[i] - actual[i]) <= TOLERANCE * largest;
            if (!close) {
                throw mismatch(what + ", value " + i + ": " + actual[i] + ", " + expected[i] + " expected");
            }
        }
    }

    private static InvalidBundleException mismatch(String detail) {
        return new InvalidBundleException(Reason.GOLDEN_MISMATCH, detail);
    }
}
