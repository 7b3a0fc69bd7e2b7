package org.xraystream.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.xraystream.dataset.Example;
import org.xraystream.engine.Classifier;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.Calibration;
import org.xraystream.model.Probabilities;
import org.xraystream.model.Thresholds;

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

    /** Mean of {@code -log} of the probability given to the truth, over three categories where the truth tells them. */
    double logLoss(Calibration calibration) {
        double sum = 0;
        for (int i = 0; i < logits.size(); i++) {
            Probabilities given = calibration.probabilities(logits.get(i));
            double ofTruth = switch (examples.get(i).truth()) {
                case NORMAL -> given.normal();
                case BACTERIAL_PNEUMONIA -> given.bacterial();
                case VIRAL_PNEUMONIA -> given.viral();
                case PNEUMONIA -> given.pneumonia();
            };
            sum -= Math.log(Math.max(ofTruth, Double.MIN_NORMAL));
        }
        return sum / logits.size();
    }
}
