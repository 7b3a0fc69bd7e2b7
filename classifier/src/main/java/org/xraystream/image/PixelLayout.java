package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import java.util.Optional;
import java.util.Set;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.Tag;
import org.xraystream.gate.UnacceptableImageException;

/**
 * How the samples of a DICOM image lie in their words (PS3.3, C.7.6.3; PS3.5, section 8).
 *
 * @param allocated bits of a word, 8 or 16
 * @param stored bits of a sample within it
 * @param highBit the sample's highest bit, counted from 0
 * @param signed whether samples are two's complements
 */
record PixelLayout(int width, int height, int allocated, int stored, int highBit, boolean signed) {
    private static final int LEAST_STORED = 8;
    private static final Set<String> GREY = Set.of("MONOCHROME1", "MONOCHROME2");

    PixelLayout {
        if ((allocated != 8 && allocated != 16)
                || stored < LEAST_STORED
                || stored > allocated
                || highBit >= allocated
                || highBit + 1 < stored) {
            throw new IllegalArgumentException("allocated, stored, highBit: " + allocated + ", " + stored + ", "
                    + highBit + " given, 8 or 16 >= highBit + 1 >= stored >= " + LEAST_STORED + " allowed");
        }
    }

    /**
     * The layout that the header promises.
     *
     * @throws UnacceptableImageException if it is none that we read; no pixel was looked at then
     */
    static PixelLayout of(DataSet header, ImageLimits limits) throws UnacceptableImageException {
        requireGreyAndSingle(header);
        int width = header.requireNumber(Tag.COLUMNS);
        int height = header.requireNumber(Tag.ROWS);
        limits.checkSize(width, height);
        int allocated = header.requireNumber(Tag.BITS_ALLOCATED);
        int stored = header.requireNumber(Tag.BITS_STORED);
        int highBit = header.number(Tag.HIGH_BIT).orElse(stored - 1);
        try {
            return new PixelLayout(
                    width, height, allocated, stored, highBit, header.requireNumber(Tag.PIXEL_REPRESENTATION) == 1);
        } catch (IllegalArgumentException e) {
            throw new UnacceptableImageException(
                    UNSUPPORTED_FORMAT,
                    "DICOM of " + stored + " bits up to bit " + highBit + " in " + allocated + ", 8 to 16 supported");
        }
    }

    private static void requireGreyAndSingle(DataSet header) throws UnacceptableImageException {
        Optional<String> interpretation = header.text(Tag.PHOTOMETRIC_INTERPRETATION);
        if (interpretation.isEmpty()) {
            throw new UnacceptableImageException(UNREADABLE, "DICOM without an image");
        }
        if (!GREY.contains(interpretation.get()) || header.requireNumber(Tag.SAMPLES_PER_PIXEL) != 1) {
            throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "DICOM in colour");
        }
        if (header.decimal(Tag.NUMBER_OF_FRAMES).orElse(1) > 1) {
            throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "DICOM of several frames");
        }
        if (header.text(Tag.PRESENTATION_INTENT_TYPE).orElse("").equals("FOR PROCESSING")) {
            throw new UnacceptableImageException(
                    UNSUPPORTED_FORMAT, "DICOM for processing: what the detector saw, not what is to be read");
        }
    }

    int pixels() {
        return width * height;
    }

    int bytesPerSample() {
        return allocated / Byte.SIZE;
    }

    /** Leaves of each word what belongs to the sample, in its lowest bits. */
    short[] trimmed(short[] words) {
        int shift = highBit + 1 - stored;
        int mask = (1 << stored) - 1;
        if (stored < Short.SIZE) {
            for (int i = 0; i < words.length; i++) {
                words[i] = (short) (((words[i] & 0xffff) >> shift) & mask);
            }
        }
        return words;
    }
}
