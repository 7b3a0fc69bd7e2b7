package org.xraystream.cli;

import java.util.Optional;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.GivenSplit;
import org.xraystream.dataset.ImageSplit;
import org.xraystream.dataset.Split;
import picocli.CommandLine.Option;

/** How a command divides labelled images into those to train on, to calibrate on and to test on. */
final class SplitOptions {
    /** Of the study that --split random repeats. */
    private static final double STUDYS_TEST_SHARE = 0.15;

    @Option(
            names = "--split",
            paramLabel = "given|random|patient",
            description = "patient divides by child, so that no score comes from a chest that was trained on; random by"
                    + " image, 70/15/15, to compare with studies that did so: it flatters; given takes the folders train,"
                    + " val and test, and divides train and val by child where val is too small to calibrate on"
                    + " (default: ${DEFAULT-VALUE}).")
    private String split = "patient";

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            description = "Share of the children, or images, held out for calibration and thresholds, between 0 and 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double validationShare = 0.15;

    @Option(
            names = "--test-share",
            paramLabel = "X",
            description =
                    "Share kept apart for the scores, which neither training nor calibration touches. Without one,"
                            + " scores come from the images held out (default: 0.15 for random, 0 for patient).")
    private Optional<Double> testShare = Optional.empty();

    /** Whether one child may stand on both sides. */
    boolean isByImage() {
        return split.equals("random");
    }

    /** The rule that the options ask for. */
    Split split(long seed) {
        return switch (split) {
            case "patient" -> new ChildSplit(validationShare, testShare.orElse(0.0), seed);
            case "random" -> new ImageSplit(validationShare, testShare.orElse(STUDYS_TEST_SHARE), seed);
            case "given" -> new GivenSplit(new ChildSplit(validationShare, testShare.orElse(0.0), seed));
            default -> throw new CommandFailure("split: " + split + " given; given, random or patient allowed");
        };
    }
}
