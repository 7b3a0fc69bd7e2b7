package org.xraystream.evaluation;

import java.util.List;

/** What each score of {@link Scores#byName} is called and means, for the people who read it. */
public enum Score {
    AUC(
            "auc",
            "Area under the ROC curve",
            "how often a random pneumonia gets a higher probability than a random normal; 0.5 is tossing a coin, 1 perfect",
            false),
    LOG_LOSS(
            "logLoss",
            "Log loss",
            "mean negative natural logarithm of the probability given to the truth; 0 is perfect",
            false),
    CALIBRATION_ERROR(
            "calibrationError",
            "Calibration error (ECE)",
            "mean distance of the probability of pneumonia from how often it is right; 0 is perfect",
            false),
    ACCURACY("accuracy", "Accuracy", "right of all, calling it pneumonia from a probability of one half", true),
    SENSITIVITY("sensitivity", "Sensitivity", "pneumonias found of all pneumonias, from one half", true),
    SPECIFICITY("specificity", "Specificity", "normals found normal of all normals, from one half", true),
    PPV("ppv", "Positive predictive value", "pneumonia of all called so, from one half", true),
    NPV("npv", "Negative predictive value", "normal of all called so, from one half", true),
    F1("f1", "F1", "harmonic mean of sensitivity and positive predictive value, from one half", true),
    UNDECIDED("undecided", "Left to a person", "share left to a person by the model's own thresholds", true),
    DECIDED_ACCURACY("decided.accuracy", "Accuracy", "right where the model decides", true),
    DECIDED_SENSITIVITY("decided.sensitivity", "Sensitivity", "pneumonias found where the model decides", true),
    DECIDED_SPECIFICITY("decided.specificity", "Specificity", "normals found normal where the model decides", true),
    DECIDED_PPV("decided.ppv", "Positive predictive value", "pneumonia of all that the model calls so", true),
    DECIDED_NPV("decided.npv", "Negative predictive value", "normal of all that the model calls so", true),
    DECIDED_F1(
            "decided.f1",
            "F1",
            "harmonic mean of sensitivity and positive predictive value where the model decides",
            true),
    ACCURACY_OF_THREE(
            "accuracyOfThree",
            "Accuracy over three categories",
            "the most probable of normal, bacterial and viral is true",
            true),
    BACTERIAL_AGAINST_VIRAL_AUC(
            "bacterialAgainstViralAuc",
            "Area under the ROC curve, bacterial against viral",
            "how often a random bacterial pneumonia is called more bacterial than a random viral one",
            false),
    LOG_LOSS_OF_THREE(
            "logLossOfThree", "Log loss over three categories", "the same over normal, bacterial and viral", false);

    private final String key;
    private final String title;
    private final String meaning;
    private final boolean isShare;

    Score(String key, String title, String meaning, boolean isShare) {
        this.key = key;
        this.title = title;
        this.meaning = meaning;
        this.isShare = isShare;
    }

    /** In the order in which they are to be read. */
    public static List<Score> inOrder() {
        return List.of(values());
    }

    /** Its name for programs. */
    public String key() {
        return key;
    }

    /** Its name for people; those of one half and those of the model's own decisions are the same. */
    public String title() {
        return title;
    }

    /** What it says, in one line. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is best read in percent. */
    public boolean isShare() {
        return isShare;
    }

    /** This score of these. */
    public Estimate of(Estimates estimates) {
        return estimates.get(key);
    }
}
