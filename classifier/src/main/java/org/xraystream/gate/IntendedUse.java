package org.xraystream.gate;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The patients and pictures that a model is meant for.
 *
 * @param bodyParts accepted values of DICOM's Body Part Examined (0018,0015), in upper case
 * @param views accepted values of DICOM's View Position (0018,5101), in upper case
 * @param minAgeMonths youngest age in completed months
 * @param maxAgeMonths oldest age in completed months
 */
public record IntendedUse(Set<String> bodyParts, Set<String> views, int minAgeMonths, int maxAgeMonths) {

    /** Frontal chests of children from their first birthday to the last day before their sixth: the training data. */
    public static final IntendedUse PAEDIATRIC_CHEST =
            new IntendedUse(Set.of("CHEST", "THORAX"), Set.of("AP", "PA"), 12, 71);

    public IntendedUse {
        if (minAgeMonths < 0 || minAgeMonths > maxAgeMonths) {
            throw new IllegalArgumentException("minAgeMonths, maxAgeMonths: " + minAgeMonths + ", " + maxAgeMonths
                    + " given, 0 <= minAgeMonths <= maxAgeMonths allowed");
        }
        bodyParts = Set.copyOf(bodyParts);
        views = Set.copyOf(views);
    }

    boolean includesBodyPart(String bodyPart) {
        return bodyParts.contains(bodyPart.strip().toUpperCase(Locale.ROOT));
    }

    boolean includesView(String view) {
        return views.contains(view.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether a known age lies outside; an unknown one does not. */
    boolean excludesAge(OptionalInt ageMonths) {
        return ageMonths.isPresent() && (ageMonths.getAsInt() < minAgeMonths || ageMonths.getAsInt() > maxAgeMonths);
    }
}
