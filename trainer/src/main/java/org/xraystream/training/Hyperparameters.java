package org.xraystream.training;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to train. Same values, examples and seed: same weights.
 *
 * @param epochs how often as many examples are drawn as there are
 * @param batchSize examples a step
 * @param learningRate of Adam at its highest; it rises over the first epoch and falls along a cosine
 * @param weightDecay of the weights, times the learning rate; a warm start keeps the one that it was built with
 * @param labelSmoothing part of each label spread over all categories (Szegedy et al., "Rethinking the Inception
 *     Architecture for Computer Vision", CVPR 2016)
 * @param kindSmoothing part of the label of a kind of pneumonia given to the other kind: radiologists disagree on the
 *     kind, and a network that must learn it to the letter learns children by heart
 * @param homeShare of the views an epoch shows, the share that the same device might give, from 0 to 1; the rest are what
 *     another hospital's might give. 1 for a model that will only ever read where it learnt
 * @param averagedEpochs time constant of the weights' moving average, in epochs
 */
public record Hyperparameters(
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        double labelSmoothing,
        double kindSmoothing,
        double homeShare,
        double averagedEpochs) {

    /** Training from random weights. */
    public static final Hyperparameters STANDARD = new Hyperparameters(20, 32, 0.0015, 0.05, 0.05, 0.25, 0.35, 2);

    /** Training on from a model in service, with new labels. */
    public static final Hyperparameters WARM_START = new Hyperparameters(10, 32, 0.0005, 0.05, 0.05, 0.25, 0.35, 1);

    public Hyperparameters {
        require("epochs", epochs, epochs >= 1, "one or more");
        require("batchSize", batchSize, batchSize >= 2, "two or more, for batch normalisation");
        require("learningRate", learningRate, learningRate > 0, "a positive number");
        require("weightDecay", weightDecay, weightDecay >= 0, "zero or more");
        require("labelSmoothing", labelSmoothing, labelSmoothing >= 0 && labelSmoothing < 1, "0 to below 1");
        require("kindSmoothing", kindSmoothing, kindSmoothing >= 0 && kindSmoothing <= 0.5, "0 to 0.5");
        require("homeShare", homeShare, homeShare >= 0 && homeShare <= 1, "0 to 1");
        require("averagedEpochs", averagedEpochs, averagedEpochs > 0, "a positive number");
    }

    /** The same with another number of epochs. */
    public Hyperparameters withEpochs(int epochs) {
        return new Hyperparameters(
                epochs, batchSize, learningRate, weightDecay, labelSmoothing, kindSmoothing, homeShare, averagedEpochs);
    }

    /** The same with another share of views as at home. */
    public Hyperparameters withHomeShare(double homeShare) {
        return new Hyperparameters(
                epochs, batchSize, learningRate, weightDecay, labelSmoothing, kindSmoothing, homeShare, averagedEpochs);
    }

    /** The same with a batch that so many examples fill. */
    public Hyperparameters forExamples(int examples) {
        return new Hyperparameters(
                epochs,
                Math.min(batchSize, examples),
                learningRate,
                weightDecay,
                labelSmoothing,
                kindSmoothing,
                homeShare,
                averagedEpochs);
    }

    /** The learning rate during an epoch, the first being 0. */
    double learningRate(int epoch) {
        double warmUp = epoch == 0 && epochs > 1 ? 0.2 : 1;
        return learningRate * warmUp * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
    }

    /** By name, for the bundle's provenance. */
    SortedMap<String, String> byName() {
        return new TreeMap<>(Map.of(
                "epochs", Integer.toString(epochs),
                "batchSize", Integer.toString(batchSize),
                "learningRate", Double.toString(learningRate),
                "weightDecay", Double.toString(weightDecay),
                "labelSmoothing", Double.toString(labelSmoothing),
                "kindSmoothing", Double.toString(kindSmoothing),
                "homeShare", Double.toString(homeShare),
                "averagedEpochs", Double.toString(averagedEpochs)));
    }

    private static void require(String name, Number value, boolean allowed, String what) {
        if (!allowed) {
            throw new IllegalArgumentException(name + ": " + value + " given, " + what + " needed");
        }
    }
}
