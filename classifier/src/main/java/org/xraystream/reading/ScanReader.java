package org.xraystream.reading;

import org.xraystream.engine.Judge;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.InputGate;
import org.xraystream.gate.IntendedUse;
import org.xraystream.gate.PixelStatistics;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.GreyImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PixelSurvey;

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
            return accept(image, tags).readBy(judge);
        } catch (UnacceptableImageException e) {
            return new Reading.Rejected(e.reason(), e.detail());
        }
    }

    /**
     * Does what comes before any model: checks the tags, decodes, checks the pixels.
     *
     * @throws UnacceptableImageException if no model is to see the image
     */
    public AcceptedImage accept(EncodedImage image, AcquisitionTags tags) throws UnacceptableImageException {
        gate.checkTags(tags);
        GreyImage decoded = decoder.decode(image);
        PixelStatistics statistics = PixelSurvey.of(decoded);
        gate.checkPixels(statistics);
        return new AcceptedImage(gate, tags, decoded, statistics);
    }
}
