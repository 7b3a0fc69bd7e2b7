package org.xraystream.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.engine.Classifier;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.Calibration;
import org.xraystream.model.Probabilities;
import org.xraystream.model.Thresholds;
import org.xraystream.training.TrainingProgress.Fit;

/**
 * What a network answered to examples, before calibration.
 *
 * @param examples at least one
 * @param logits of each example, one per category
 */
record Answers(List<Example> examples, List<float[]> logits) {

    Answers {
        if (logits.size() != examples.size() || logits.isEmpty()) {
            throw new IllegalArgumentException("answers: " + logits.size() + " given to " + examples.size()
                    + " examples, as many and one at least needed");
        }
        examples = List.copyOf(examples);
        logits = List.copyOf(logits);
    }

    static Answers of(Classifier classifier, List<Example> examples) {
        List<float[]> logits = new ArrayList<>();
        examples.forEach(
                example -> logits.add(classifier.classify(example.image()).logits()));
        return new Answers(examples, logits);
    }

    /** These and others of the same network. */
    Answers and(Answers others) {
        return new Answers(
                Stream.concat(examples.stream(), others.examples.stream()).toList(),
                Stream.concat(logits.stream(), others.logits.stream()).toList());
    }

    /** What a model with this calibration and these thresholds says. */
    List<JudgedExample> judged(Calibration calibration, Thresholds thresholds) {
        return IntStream.range(0, examples.size())
                .mapToObj(i -> {
                    Example example = examples.get(i);
                    Probabilities given = calibration.probabilities(logits.get(i));
                    return new JudgedExample(example.child(), example.truth(), given, thresholds.finding(given));
                })
                .toList();
    }

    /** Calibrated probabilities of pneumonia of the ill or of the healthy, in ascending order. */
    double[] pneumonia(Calibration calibration, boolean ill) {
        return IntStream.range(0, examples.size())
                .filter(i -> ill == examples.get(i).truth().isPneumonia())
                .mapToDouble(i -> calibration.probabilities(logits.get(i)).pneumonia())
                .sorted()
                .toArray();
    }

    /** Share of pneumonia among the examples; one more of either class is assumed, so that it is never all or none. */
    double prevalence() {
        long ill = examples.stream()
                .filter(example -> example.truth().isPneumonia())
                .count();
        return (ill + 1.0) / (examples.size() + 2);
    }

    /** Mean of {@code -log} of the probability given to the truth, over three categories where the truth tells them. */
    double logLoss(Calibration calibration) {
        return meanLoss(calibration, Answers::ofTruth);
    }

    /** Mean of {@code -log} of the probability given to the truth, normal or pneumonia. */
    double pneumoniaLogLoss(Calibration calibration) {
        return meanLoss(calibration, (given, truth) -> truth.isPneumonia() ? given.pneumonia() : given.normal());
    }

    /** How well the answers fit, as the network gives them. */
    Fit fit() {
        var plain = new Calibration(1);
        long right = IntStream.range(0, examples.size())
                .filter(i -> (plain.probabilities(logits.get(i)).pneumonia() >= 0.5)
                        == examples.get(i).truth().isPneumonia())
                .count();
        return new Fit(pneumoniaLogLoss(plain), (double) right / examples.size());
    }

    private double meanLoss(Calibration calibration, ToDoubleBiFunction<Probabilities, Truth> ofTruth) {
        double sum = 0;
        for (int i = 0; i < logits.size(); i++) {
            Probabilities given = calibration.probabilities(logits.get(i));
            double probability = ofTruth.applyAsDouble(given, examples.get(i).truth());
            sum -= Math.log(Math.max(probability, Double.MIN_NORMAL));
        }
        return sum / logits.size();
    }

    private static double ofTruth(Probabilities given, Truth truth) {
        return switch (truth) {
            case NORMAL -> given.normal();
            case BACTERIAL_PNEUMONIA -> given.bacterial();
            case VIRAL_PNEUMONIA -> given.viral();
            case PNEUMONIA -> given.pneumonia();
        };
    }
}
