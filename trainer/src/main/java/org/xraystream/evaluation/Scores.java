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
 * @param logLoss mean negative natural logarithm of the probability given to the truth, normal or pneumonia
 * @param logLossOfThree the same over all three categories
 * @param accuracyOfThree share of examples whose most probable category is the true one
 * @param calibrationError mean distance of the probability of pneumonia from how often it is right
 * @param undecided share of examples that the model leaves to a person
 * @param forced decisions on all examples: pneumonia where its probability is at least a half
 * @param decided the model's own decisions, where it made one
 */
public record Scores(
        int examples,
        int children,
        double auc,
        double logLoss,
        double logLossOfThree,
        double accuracyOfThree,
        double calibrationError,
        double undecided,
        Confusion forced,
        Confusion decided) {

    /** All that are defined, by name, as a bundle and the CLI give them. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> named = new TreeMap<>();
        named.put("auc", auc);
        named.put("logLoss", logLoss);
        named.put("logLossOfThree", logLossOfThree);
        named.put("accuracyOfThree", accuracyOfThree);
        named.put("calibrationError", calibrationError);
        named.put("undecided", undecided);
        put(named, "", forced);
        put(named, "decided.", decided);
        named.values().removeIf(value -> value.isNaN());
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
