package org.xraystream.cli;

import java.util.List;
import java.util.Optional;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Fingerprint;
import org.xraystream.dataset.Split;
import org.xraystream.model.DataFingerprint;
import org.xraystream.model.Provenance;

/** Whether a model has seen the images it is scored on, as far as the fingerprints in its bundle tell. */
enum SeenInTraining {
    /** It was trained on exactly these images. */
    ALL,
    /** These are the images of its training and those that were kept out of it. */
    PART,
    /** These are exactly the images that its calibration and thresholds come from. */
    HELD_OUT,
    /** None of the three; some of the images may still have been in its training. */
    UNKNOWN;

    /**
     * Compares the images with those that a model comes from. A fingerprint holds their names below the folder that was
     * given for the training; here any folder above them all may have been that one.
     *
     * @param examples their ids are paths with slashes
     */
    static SeenInTraining of(Provenance provenance, List<Example> examples) {
        SeenInTraining seen = underTheseNames(provenance, examples);
        return seen == UNKNOWN
                ? withoutSharedFolder(examples)
                        .map(shorter -> of(provenance, shorter))
                        .orElse(UNKNOWN)
                : seen;
    }

    /** The examples without the first folder of their paths, if that is the same for all. */
    private static Optional<List<Example>> withoutSharedFolder(List<Example> examples) {
        String first = examples.get(0).id();
        String folder = first.substring(0, first.indexOf('/') + 1);
        if (folder.isEmpty()
                || !examples.stream().allMatch(example -> example.id().startsWith(folder))) {
            return Optional.empty();
        }
        return Optional.of(examples.stream()
                .map(example -> new Example(
                        example.id().substring(folder.length()), example.child(), example.truth(), example.image()))
                .toList());
    }

    private static SeenInTraining underTheseNames(Provenance provenance, List<Example> examples) {
        if (matches(provenance.trainedOn(), examples)) {
            return ALL;
        }
        if (matches(provenance.heldOut(), examples)) {
            return HELD_OUT;
        }
        return Split.described(provenance.split())
                .filter(split ->
                        matches(provenance.trainedOn(), split.split(examples).training()))
                .map(split -> PART)
                .orElse(UNKNOWN);
    }

    private static boolean matches(DataFingerprint fingerprint, List<Example> examples) {
        // The count first: it costs nothing.
        return fingerprint.examples() == examples.size() && fingerprint.equals(Fingerprint.of(examples));
    }

    /** What this means for the scores. */
    String caution(DataFingerprint trainedOn) {
        return switch (this) {
            case ALL -> "The model was trained on exactly these images: its scores on them mean nothing.";
            case PART ->
                "The model was trained on " + trainedOn.examples()
                        + " of these images and its thresholds were chosen on others of them: its scores on all"
                        + " together mean nothing.";
            case HELD_OUT ->
                "The model's calibration and thresholds were chosen on exactly these images, which flatters its scores.";
            case UNKNOWN ->
                "If some of these images were among the " + trainedOn.examples()
                        + " that the model was trained on, its scores mean nothing; its bundle does not tell.";
        };
    }
}
