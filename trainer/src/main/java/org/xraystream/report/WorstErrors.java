package org.xraystream.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.Finding;

/**
 * The images on which a model was most wrong, each kind of error with the surest mistake first.
 *
 * @param missed pneumonias that the model called normal
 * @param falseAlarms normals that it called pneumonia
 * @param worstLeftToAPerson undecided ones that one half would have decided wrongly
 * @param wrongKind pneumonias that it found and took for the other kind
 */
record WorstErrors(
        List<EvaluatedImage> missed,
        List<EvaluatedImage> falseAlarms,
        List<EvaluatedImage> worstLeftToAPerson,
        List<EvaluatedImage> wrongKind) {

    static WorstErrors of(List<EvaluatedImage> images, int atMost) {
        Comparator<EvaluatedImage> leastForTruth =
                Comparator.comparingDouble(image -> image.judged().probabilityOfTruth());
        Comparator<EvaluatedImage> leastForKind =
                Comparator.comparingDouble(image -> image.judged().probabilityOfCategory());
        return new WorstErrors(
                worst(images, atMost, leastForTruth, judged -> judged.isPneumonia() && is(judged, Finding.NORMAL)),
                worst(images, atMost, leastForTruth, judged -> !judged.isPneumonia() && is(judged, Finding.PNEUMONIA)),
                worst(
                        images,
                        atMost,
                        leastForTruth,
                        judged -> is(judged, Finding.UNCERTAIN) && judged.probabilityOfTruth() < 0.5),
                worst(images, atMost, leastForKind, WorstErrors::isOfWrongKind));
    }

    private static List<EvaluatedImage> worst(
            List<EvaluatedImage> images,
            int atMost,
            Comparator<EvaluatedImage> order,
            Predicate<JudgedExample> isError) {
        return images.stream()
                .filter(image -> isError.test(image.judged()))
                .sorted(order)
                .limit(atMost)
                .toList();
    }

    private static boolean is(JudgedExample judged, Finding finding) {
        return judged.finding() == finding;
    }

    private static boolean isOfWrongKind(JudgedExample judged) {
        return is(judged, Finding.PNEUMONIA)
                && judged.isPneumonia()
                && judged.truth()
                        .category()
                        .filter(truth -> truth != judged.mostProbableKind())
                        .isPresent();
    }
}
