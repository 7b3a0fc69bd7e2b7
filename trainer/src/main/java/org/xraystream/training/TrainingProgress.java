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
     * @param imagesPerSecond during this epoch
     */
    record Epoch(int epoch, int epochs, double loss, double imagesPerSecond) {}

    void epochDone(Epoch epoch);

    /**
     * A step is done.
     *
     * @param done steps done since the beginning
     * @param steps how many there will be
     */
    default void stepDone(int done, int steps) {}
}
