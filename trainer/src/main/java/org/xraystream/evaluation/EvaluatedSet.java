package org.xraystream.evaluation;

import java.util.List;

/**
 * A set of labelled images with what a model said of each, and how good that is.
 *
 * @param images at least one
 * @param estimates of all of them
 * @param subgroups of parts of them
 */
public record EvaluatedSet(List<EvaluatedImage> images, Estimates estimates, List<Subgroup> subgroups) {

    public EvaluatedSet {
        images = List.copyOf(images);
        subgroups = List.copyOf(subgroups);
    }

    /** Scores the images; takes seconds for thousands of them. */
    public static EvaluatedSet of(List<EvaluatedImage> images) {
        return new EvaluatedSet(
                images, Estimates.of(images.stream().map(EvaluatedImage::judged).toList()), Subgroup.of(images));
    }

    /** What the model said of each image. */
    public List<JudgedExample> judged() {
        return images.stream().map(EvaluatedImage::judged).toList();
    }
}
