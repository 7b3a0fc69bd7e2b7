package org.xraystream.gate;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the modality says of an image beside its pixels.
 *
 * @param bodyPart body part examined as DICOM spells it, for example {@code CHEST}
 * @param view direction of the beam as DICOM spells it: {@code PA}, {@code AP}, {@code LATERAL}, ...
 * @param ageMonths the patient's age at capture in completed months
 */
public record AcquisitionTags(Optional<String> bodyPart, Optional<String> view, OptionalInt ageMonths) {

    /** Nothing but pixels, as for a file from a folder. */
    public static final AcquisitionTags NONE =
            new AcquisitionTags(Optional.empty(), Optional.empty(), OptionalInt.empty());
}
