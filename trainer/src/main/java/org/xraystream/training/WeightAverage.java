package org.xraystream.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The exponential moving average of a network's weights, which is the better network at the end (Polyak and Juditsky,
 * "Acceleration of Stochastic Approximation by Averaging", 1992).
 *
 * <p>The running means and variances of batch normalisation stand among Deeplearning4j's weights and are averaged with
 * them: means and variances of nearly equal networks, they may be. The first steps count in full, so that the random
 * weights of the beginning leave no trace in a short run.
 */
final class WeightAverage implements AutoCloseable {

    private final double slowest;
    private final INDArray average;
    private long steps;

    /** @param timeConstant how many steps back the average reaches */
    WeightAverage(INDArray weights, double timeConstant) {
        this.slowest = 1 / Math.max(timeConstant, 1);
        this.average = weights.dup();
    }

    /** Goes on with an average from a checkpoint. */
    void restore(INDArray weights, long stepsDone) {
        average.assign(weights);
        steps = stepsDone;
    }

    /** Takes in the weights after one more step. */
    void add(INDArray weights) {
        steps++;
        double share = Math.max(slowest, 1.0 / (1 + steps / 4.0));
        try (INDArray change = weights.sub(average)) {
            average.addi(change.muli(share));
        }
    }

    INDArray weights() {
        return average;
    }

    long steps() {
        return steps;
    }

    @Override
    public void close() {
        average.close();
    }
}
