package org.xraystream.model;

/**
 * Fits a model's probabilities to one hospital without training: its devices and children may make the model surer than
 * it should be there, or shift it (Cox, "Two Further Applications of a Model for Binary Regression", Biometrika 45,
 * 1958: the recalibration line), and pneumonia may be rarer than where the model learnt (Saerens et al., "Adjusting the
 * Outputs of a Classifier to New a Priori Probabilities", Neural Computation 14, 2002).
 *
 * <p>The line moves probabilities and with them the findings. The prevalence moves the reported probabilities only: how
 * many ill children a finding misses does not depend on how many there are, so the thresholds stay where a target of
 * sensitivity put them. The kinds of pneumonia keep their shares.
 *
 * @param slope multiplies the log odds of pneumonia; 1 leaves them
 * @param offset added to the log odds of pneumonia; 0 leaves them
 * @param prevalence share of pneumonia among the children X-rayed here, between 0 and 1; 0 where it is not known, and
 *     the model's own holds
 */
public record SiteCalibration(double slope, double offset, double prevalence) {

    /** Leaves a model as it is. */
    public static final SiteCalibration NONE = new SiteCalibration(1, 0, 0);

    private static final double LEAST = 1e-12;

    public SiteCalibration {
        if (!(slope > 0) || Double.isInfinite(slope)) {
            throw new IllegalArgumentException("slope: " + slope + " given, a positive number needed");
        }
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset: " + offset + " given, a finite number needed");
        }
        if (!(prevalence >= 0 && prevalence < 1)) {
            throw new IllegalArgumentException("prevalence: " + prevalence + " given, 0 to below 1 needed");
        }
    }

    /** Probabilities along the site's line, at the model's own prevalence: those that are compared with thresholds. */
    public Probabilities comparable(Probabilities ofModel) {
        return slope == 1 && offset == 0 ? ofModel : withLogOdds(ofModel, slope * logOdds(ofModel) + offset);
    }

    /**
     * Comparable probabilities at the site's prevalence: those that are reported.
     *
     * @param modelPrevalence that of the model's calibration
     */
    public Probabilities reported(Probabilities comparable, double modelPrevalence) {
        return prevalence == 0
                ? comparable
                : withLogOdds(comparable, logOdds(comparable) + logit(prevalence) - logit(modelPrevalence));
    }

    private static Probabilities withLogOdds(Probabilities probabilities, double logOdds) {
        double pneumonia = 1 / (1 + Math.exp(-logOdds));
        double bacterial = probabilities.bacterial() / Math.max(probabilities.pneumonia(), LEAST);
        return new Probabilities(1 / (1 + Math.exp(logOdds)), pneumonia * bacterial, pneumonia * (1 - bacterial));
    }

    private static double logOdds(Probabilities probabilities) {
        return Math.log(Math.max(probabilities.pneumonia(), LEAST) / Math.max(probabilities.normal(), LEAST));
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
