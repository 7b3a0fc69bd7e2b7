package org.xraystream.training;

/** Told how a training goes. Called on the thread that trains; should return at once. */
public interface TrainingProgress {

    /** Tells nobody. */
    TrainingProgress SILENT = epoch -> {};

    /**
     * An epoch is done.
     *
     * @param epoch counted from 1
     * @param epochs how many there will be
     * @param loss mean cross-entropy of the epoch's batches, augmented and smoothed
     * @param training how well the averaged weights fit images that were trained on, as they are
     * @param heldOut how well they fit images held out
     * @param imagesPerSecond during this epoch
     */
    record Epoch(int epoch, int epochs, double loss, Fit training, Fit heldOut, double imagesPerSecond) {}

    /**
     * How well the network tells normal from pneumonia, before calibration.
     *
     * @param loss mean negative natural logarithm of the probability given to the truth
     * @param accuracy share of the images to whose truth it gives more than a half
     */
    record Fit(double loss, double accuracy) {}

    void epochDone(Epoch epoch);

    /**
     * A step is done.
     *
     * @param done steps done since the beginning
     * @param steps how many there will be
     */
    default void stepDone(int done, int steps) {}
}
