package org.xraystream.evaluation;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good a model is on a set of labelled examples. A score that the examples do not define (all of one class, none at
 * all) is not a number.
 *
 * @param examples how many images
 * @param children how many patients they belong to
 * @param auc area under the ROC curve of the probability of pneumonia
 * @param bacterialAgainstViralAuc the same among the pneumonias whose kind is known, of the bacterial part of the
 *     probability of pneumonia
 * @param logLoss mean negative natural logarithm of the probability given to the truth, normal or pneumonia
 * @param logLossOfThree the same over all three categories; like the last, it needs all kinds of pneumonia known
 * @param calibrationError mean distance of the probability of pneumonia from how often it is right
 * @param undecided share of examples that the model leaves to a person
 * @param forced decisions on all examples: pneumonia where its probability is at least a half
 * @param decided the model's own decisions, where it made one
 * @param confusionOfThree the most probable category of each example
 */
public record Scores(
        int examples,
        int children,
        double auc,
        double bacterialAgainstViralAuc,
        double logLoss,
        double logLossOfThree,
        double calibrationError,
        double undecided,
        Confusion forced,
        Confusion decided,
        ConfusionOfThree confusionOfThree) {

    /** Share of examples whose most probable category is the true one. */
    public double accuracyOfThree() {
        return confusionOfThree.accuracy();
    }

    /** All that are defined, by name, as a bundle and the CLI give them. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> named = all();
        named.values().removeIf(value -> value.isNaN());
        return named;
    }

    /** All by name; those that are not defined are not numbers. */
    SortedMap<String, Double> all() {
        SortedMap<String, Double> named = new TreeMap<>();
        named.put("auc", auc);
        named.put("bacterialAgainstViralAuc", bacterialAgainstViralAuc);
        named.put("logLoss", logLoss);
        named.put("logLossOfThree", logLossOfThree);
        named.put("accuracyOfThree", accuracyOfThree());
        named.put("calibrationError", calibrationError);
        named.put("undecided", undecided);
        put(named, "", forced);
        put(named, "decided.", decided);
        return named;
    }

    private static void put(SortedMap<String, Double> named, String prefix, Confusion confusion) {
        named.put(prefix + "accuracy", confusion.accuracy());
        named.put(prefix + "sensitivity", confusion.sensitivity());
        named.put(prefix + "specificity", confusion.specificity());
        named.put(prefix + "ppv", confusion.positivePredictiveValue());
        named.put(prefix + "npv", confusion.negativePredictiveValue());
        named.put(prefix + "f1", confusion.f1());
    }
}
