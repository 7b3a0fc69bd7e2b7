package org.xraystream.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xraystream.evaluation.EvaluatedSet;
import org.xraystream.model.BundleManifest;

/**
 * All that a report tells.
 *
 * @param writtenAt when
 * @param manifest of the model
 * @param sha256 of its bundle
 * @param tested where the images come from, as in "the folder test"
 * @param results on the images that the model read
 * @param refused those that it never saw
 * @param caution what a reader must know before believing any figure
 * @param onTraining the model's fit to the images it was trained on, where known
 * @param curve of its training, where the bundle has one
 * @param isKaggleTest whether the images are those of Kaggle's test folder, on which others have published
 */
public record Report(
        Instant writtenAt,
        BundleManifest manifest,
        String sha256,
        String tested,
        EvaluatedSet results,
        List<Refused> refused,
        String caution,
        Optional<Fit> onTraining,
        Optional<TrainingCurve> curve,
        boolean isKaggleTest) {

    public Report {
        refused = List.copyOf(refused);
    }

    /** An image that the input gate refused, and why. */
    public record Refused(String id, String reason) {}

    /**
     * Two figures of a fit, as studies publish them.
     *
     * @param accuracy share of right answers, pneumonia from a probability of one half
     * @param loss mean negative natural logarithm of the probability of the truth
     */
    public record Fit(double accuracy, double loss) {}
}
