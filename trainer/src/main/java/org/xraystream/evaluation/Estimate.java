package org.xraystream.evaluation;

import org.xraystream.evaluation.Bootstrap.Interval;

/**
 * A score and how far it could be off by chance.
 *
 * @param value not a number where the examples do not define it
 * @param interval where 95 of 100 such samples of children would have it
 */
public record Estimate(double value, Interval interval) {

    /** Whether the examples define it. */
    public boolean isDefined() {
        return !Double.isNaN(value);
    }
}
