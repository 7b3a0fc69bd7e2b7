package org.xraystream.gate;

import static org.xraystream.gate.RejectionReason.BLANK;
import static org.xraystream.gate.RejectionReason.NOT_A_CHEST_RADIOGRAPH;
import static org.xraystream.gate.RejectionReason.WRONG_BODY_PART;
import static org.xraystream.gate.RejectionReason.WRONG_VIEW;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Decides what may reach the network: refuses what is surely no frontal chest radiograph and flags what is doubtful. None
 * of 5,336 real radiographs is refused; {@code docs/decisions/006-what-does-the-input-gate-refuse.md} says how the limits
 * were chosen, and {@code 011-how-does-the-gate-tell-what-is-no-chest.md} those of likeness.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class InputGate {
    /** Levels of contrast below which there is no picture; real radiographs have 85 and more. */
    private static final int BLANK_CONTRAST = 16;

    /** Levels of contrast; all but one in a thousand real radiographs have 107 and more. */
    private static final int LOW_CONTRAST = 100;

    /** Real radiographs, those coded in colour too, have 0; the noise of colour JPEG would give about 2. */
    private static final double MOST_CHROMA = 6;

    /** Pages of text have 0.06 and less, real radiographs 0.37 and more. */
    private static final double FEWEST_MIDTONES = 0.2;

    /** Noise has 0, text 0.2 and less, real radiographs 0.92 and more. */
    private static final double LEAST_COHERENCE = 0.7;

    /** Longer side to shorter; real radiographs have 2.9 and less. */
    private static final int MOST_ELONGATED = 4;

    /** Of 1 in 200 radiographs of other children the distance is more than 1; of other hospitals a little more may be. */
    private static final double UNUSUAL_DISTANCE = 1.1;

    /** Nine in ten pictures of other things lie farther away than this. */
    private static final double FARTHEST = 1.2;

    /** 1 in 500 radiographs gives more; those turned by 180 degrees give 1, give or take. */
    private static final double UNUSUAL_TURN = 0.1;

    /** No radiograph held out gives more. */
    private static final double MOST_TURNED = 0.3;

    private final IntendedUse intendedUse;

    public InputGate(IntendedUse intendedUse) {
        this.intendedUse = intendedUse;
    }

    /**
     * Checks what the modality says; costs nothing, so it comes before decoding. A tag that is absent or empty passes.
     *
     * @throws UnacceptableImageException if another body part or view is named
     */
    public void checkTags(AcquisitionTags tags) throws UnacceptableImageException {
        String bodyPart = tags.bodyPart().orElse("");
        if (!bodyPart.isBlank() && !intendedUse.includesBodyPart(bodyPart)) {
            throw new UnacceptableImageException(
                    WRONG_BODY_PART, "the body part examined is none of " + intendedUse.bodyParts());
        }
        String view = tags.view().orElse("");
        if (!view.isBlank() && !intendedUse.includesView(view)) {
            throw new UnacceptableImageException(WRONG_VIEW, "the view is none of " + intendedUse.views());
        }
    }

    /**
     * Checks the decoded pixels.
     *
     * @throws UnacceptableImageException if they are blank or no radiograph
     */
    public void checkPixels(PixelStatistics pixels) throws UnacceptableImageException {
        if (pixels.contrast() < BLANK_CONTRAST) {
            throw new UnacceptableImageException(
                    BLANK, "nearly all pixels lie within " + pixels.contrast() + " of 255 levels");
        }
        refuseIf(pixels.chroma() > MOST_CHROMA, "it is in colour");
        refuseIf(pixels.midtones() < FEWEST_MIDTONES, "it is nearly all black and white, like a page of text");
        refuseIf(
                pixels.coherence() < LEAST_COHERENCE, "neighbouring pixels have little in common, as in text or noise");
        refuseIf(
                Math.max(pixels.width(), pixels.height()) > MOST_ELONGATED * Math.min(pixels.width(), pixels.height()),
                "one side is more than " + MOST_ELONGATED + " times the other");
    }

    /**
     * Checks what the pixels alone do not tell, when the network has run.
     *
     * @throws UnacceptableImageException if the image is surely none like those that the model was made from
     */
    public void checkLikeness(Likeness likeness) throws UnacceptableImageException {
        refuseIf(Double.isNaN(likeness.turn() + likeness.distance()), "the network gives no numbers for it");
        // Messages are written only when they are needed: this runs for every scan.
        if (likeness.turn() > MOST_TURNED) {
            refuse(
                    "it looks like a chest upside down (turn %.2f, at most %.2f accepted)",
                    likeness.turn(), MOST_TURNED);
        }
        if (likeness.distance() > FARTHEST) {
            refuse(
                    "it is unlike the radiographs that the model was made from (distance %.2f, at most %.2f accepted)",
                    likeness.distance(), FARTHEST);
        }
    }

    /** Whether an image that {@link #checkLikeness} lets pass is still too unlike the model's for it to decide alone. */
    public boolean isUnusual(Likeness likeness) {
        return likeness.turn() > UNUSUAL_TURN || likeness.distance() > UNUSUAL_DISTANCE;
    }

    /**
     * What a reader of the result should know.
     *
     * @param side rows and columns of the network's input
     */
    public Set<QualityFlag> flags(AcquisitionTags tags, PixelStatistics pixels, int side) {
        var flags = EnumSet.noneOf(QualityFlag.class);
        if (intendedUse.excludesAge(tags.ageMonths())) {
            flags.add(QualityFlag.OUTSIDE_INTENDED_USE);
        }
        if (tags.ageMonths().isEmpty()) {
            flags.add(QualityFlag.AGE_UNKNOWN);
        }
        if (tags.view().orElse("").isBlank()) {
            flags.add(QualityFlag.VIEW_UNKNOWN);
        }
        if (Math.min(pixels.width(), pixels.height()) < side) {
            flags.add(QualityFlag.LOW_RESOLUTION);
        }
        if (pixels.contrast() < LOW_CONTRAST) {
            flags.add(QualityFlag.LOW_CONTRAST);
        }
        return flags;
    }

    private static void refuse(String detail, double found, double most) throws UnacceptableImageException {
        throw new UnacceptableImageException(NOT_A_CHEST_RADIOGRAPH, String.format(Locale.ROOT, detail, found, most));
    }

    private static void refuseIf(boolean condition, String detail) throws UnacceptableImageException {
        if (condition) {
            throw new UnacceptableImageException(NOT_A_CHEST_RADIOGRAPH, detail);
        }
    }
}
