package org.xraystream.reading;

import static org.xraystream.gate.QualityFlag.OUTSIDE_INTENDED_USE;
import static org.xraystream.gate.QualityFlag.UNUSUAL_IMAGE;

import java.util.Set;
import org.xraystream.engine.Judge;
import org.xraystream.engine.Judgement;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.InputGate;
import org.xraystream.gate.IntendedUse;
import org.xraystream.gate.Likeness;
import org.xraystream.gate.PixelStatistics;
import org.xraystream.gate.QualityFlag;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.GreyImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PixelSurvey;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Finding;

/**
 * Reads scans: checks the tags, decodes, checks the pixels, resizes, lets the model judge, and checks that the image is
 * like those the model was made from. A bad scan is a result
 * like any other; an exception means that this software is at fault.
 *
 * <p>Keeps no state and no model, so one reader serves all threads and the model may change from scan to scan.
 */
public final class ScanReader {
    private final ImageDecoder decoder;
    private final InputGate gate;

    public ScanReader(ImageDecoder decoder, InputGate gate) {
        this.decoder = decoder;
        this.gate = gate;
    }

    /** A reader of frontal chest radiographs of children in every format that we decode. */
    public static ScanReader ofPaediatricChests() {
        return new ScanReader(
                DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS), new InputGate(IntendedUse.PAEDIATRIC_CHEST));
    }

    /** Reads one scan; where it lies outside the model's intended use or is unusual, the finding is left to a person. */
    public Reading read(EncodedImage image, AcquisitionTags tags, Judge judge) {
        try {
            gate.checkTags(tags);
            GreyImage decoded = decoder.decode(image);
            PixelStatistics statistics = PixelSurvey.of(decoded);
            gate.checkPixels(statistics);
            int side = judge.preprocessing().side();
            PreparedImage prepared = AreaAveraging.resize(decoded, side, side);
            return classify(prepared, gate.flags(tags, statistics, side), judge);
        } catch (UnacceptableImageException e) {
            return new Reading.Rejected(e.reason(), e.detail());
        }
    }

    private Reading classify(PreparedImage prepared, Set<QualityFlag> flags, Judge judge)
            throws UnacceptableImageException {
        Judgement judgement = judge.judge(prepared);
        if (judgement.likeness().isPresent()) {
            Likeness likeness = judgement.likeness().get();
            gate.checkLikeness(likeness);
            if (gate.isUnusual(likeness)) {
                flags.add(UNUSUAL_IMAGE);
            }
        }
        boolean leftToAPerson = flags.contains(OUTSIDE_INTENDED_USE) || flags.contains(UNUSUAL_IMAGE);
        return new Reading.Classified(
                leftToAPerson ? Finding.UNCERTAIN : judgement.finding(),
                judgement.probabilities(),
                judgement.output().activationMap(),
                prepared,
                flags);
    }
}
