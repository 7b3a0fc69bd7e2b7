package org.xraystream.training;

import java.util.List;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.SiteCalibration;

/**
 * Fits the line on which a model's log odds of pneumonia become those of a hospital, from images that it labelled
 * itself: logistic recalibration (Cox, Biometrika 45, 1958) by Newton's method, held near the model as it is by a
 * Gaussian prior, so that few labels move little and a handful cannot turn a finding.
 */
public final class SiteCalibrationFit {

    /** How far a slope is expected from 1, and an offset from 0, before any label was seen. */
    private static final double SLOPE_DEVIATION = 0.5;

    private static final double OFFSET_DEVIATION = 1;
    private static final double LEAST_SLOPE = 0.1;
    private static final double LEAST_PROBABILITY = 1e-6;
    private static final int MOST_STEPS = 50;

    private SiteCalibrationFit() {}

    /**
     * The line that fits best, with the share of pneumonia among the images as its prevalence: that share is accounted
     * for, so that the line holds what differs beside it, and images may be chosen from either class as they come to hand.
     *
     * @param judged by the model as it is, without any calibration of the site
     * @param modelPrevalence that of the model's calibration
     * @throws IllegalArgumentException if normals or pneumonias are missing
     */
    public static SiteCalibration to(List<JudgedExample> judged, double modelPrevalence) {
        long ill = judged.stream().filter(JudgedExample::isPneumonia).count();
        if (ill == 0 || ill == judged.size()) {
            throw new IllegalArgumentException("labels: " + (judged.size() - ill) + " of normal and " + ill
                    + " of pneumonia images given, some of both needed");
        }
        double prevalence = (double) ill / judged.size();
        double prior = logit(prevalence) - logit(modelPrevalence);
        double slope = 1;
        double offset = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            // Gradient and Hessian of the penalised log likelihood.
            double gradientOfSlope = (1 - slope) / square(SLOPE_DEVIATION);
            double gradientOfOffset = -offset / square(OFFSET_DEVIATION);
            double bySlope = 1 / square(SLOPE_DEVIATION);
            double byOffset = 1 / square(OFFSET_DEVIATION);
            double byBoth = 0;
            for (JudgedExample example : judged) {
                double evidence = logOdds(example);
                double probability = 1 / (1 + Math.exp(-(slope * evidence + offset + prior)));
                double error = (example.isPneumonia() ? 1 : 0) - probability;
                double weight = probability * (1 - probability);
                gradientOfSlope += error * evidence;
                gradientOfOffset += error;
                bySlope += weight * evidence * evidence;
                byOffset += weight;
                byBoth += weight * evidence;
            }
            double determinant = bySlope * byOffset - byBoth * byBoth;
            double slopeStep = (gradientOfSlope * byOffset - gradientOfOffset * byBoth) / determinant;
            double offsetStep = (gradientOfOffset * bySlope - gradientOfSlope * byBoth) / determinant;
            slope = Math.max(LEAST_SLOPE, slope + slopeStep);
            offset += offsetStep;
            if (Math.abs(slopeStep) + Math.abs(offsetStep) < 1e-9) {
                break;
            }
        }
        return new SiteCalibration(slope, offset, prevalence);
    }

    private static double logOdds(JudgedExample example) {
        double pneumonia = example.probabilities().pneumonia();
        double bounded = Math.min(Math.max(pneumonia, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
        return logit(bounded);
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    private static double square(double value) {
        return value * value;
    }
}
