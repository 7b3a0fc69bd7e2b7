package org.xraystream.image;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.Tag;
import org.xraystream.gate.UnacceptableImageException;

/**
 * From stored samples to greys, as PS3.3, C.7.6.3.1.2 and PS3.4, N.2 have it: modality LUT or rescale, VOI LUT or window,
 * MONOCHROME1 inverted. A sample has at most 16 bits, so all of it is one table, and each pixel one look into it.
 *
 * <p>Where both a VOI LUT and a window are given, the LUT is taken, which is what the modality meant and the window only
 * nears; of several the first. Where neither is, 8 bits are shown as they are and more from the least to the greatest
 * sample that there is. Padding, which is no part of the picture, is black whatever the samples mean.
 */
final class DicomGreys {
    private static final int BYTE_MAXIMUM = 0xff;
    private static final int SHORT_MAXIMUM = 0xffff;

    private final DataSet header;
    private final StoredPixels pixels;
    private final int padFrom;
    private final int padTo;

    private DicomGreys(DataSet header, StoredPixels pixels) throws UnacceptableImageException {
        this.header = header;
        this.pixels = pixels;
        if (header.has(Tag.PIXEL_PADDING_VALUE)) {
            int padding = value(header.requireNumber(Tag.PIXEL_PADDING_VALUE));
            int limit = header.has(Tag.PIXEL_PADDING_RANGE_LIMIT)
                    ? value(header.requireNumber(Tag.PIXEL_PADDING_RANGE_LIMIT))
                    : padding;
            this.padFrom = Math.min(padding, limit);
            this.padTo = Math.max(padding, limit);
        } else {
            this.padFrom = 1;
            this.padTo = 0;
        }
    }

    /** The picture: bytes where samples have 8 bits, shorts where they have more. */
    static GreyImage of(DataSet header, StoredPixels pixels) throws UnacceptableImageException {
        return new DicomGreys(header, pixels).image();
    }

    private GreyImage image() throws UnacceptableImageException {
        short[] samples = pixels.samples();
        boolean narrow = pixels.bits() == Byte.SIZE;
        short[] table = table(narrow ? BYTE_MAXIMUM : SHORT_MAXIMUM);
        if (narrow) {
            byte[] greys = new byte[samples.length];
            for (int i = 0; i < greys.length; i++) {
                greys[i] = (byte) table[samples[i]];
            }
            return new GreyImage.Bytes(pixels.width(), pixels.height(), greys, 0);
        }
        short[] greys = new short[samples.length];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = table[samples[i] & 0xffff];
        }
        return new GreyImage.Shorts(pixels.width(), pixels.height(), SHORT_MAXIMUM, greys, 0);
    }

    private short[] table(int maximum) throws UnacceptableImageException {
        DoubleUnaryOperator modality = modality();
        DoubleUnaryOperator shown = shown(modality);
        boolean inverted =
                header.text(Tag.PHOTOMETRIC_INTERPRETATION).orElse("").equals("MONOCHROME1");
        short[] table = new short[1 << pixels.bits()];
        for (int sample = 0; sample < table.length; sample++) {
            double grey = shown.applyAsDouble(modality.applyAsDouble(value(sample)));
            table[sample] = isPadding(sample) ? 0 : (short) Math.round(maximum * (inverted ? 1 - grey : grey));
        }
        return table;
    }

    /** The number that a stored sample stands for. */
    private int value(int sample) {
        int shift = Integer.SIZE - pixels.bits();
        return pixels.signed() ? (sample << shift) >> shift : sample;
    }

    private boolean isPadding(int sample) {
        int value = value(sample);
        return value >= padFrom && value <= padTo;
    }

    private DoubleUnaryOperator modality() throws UnacceptableImageException {
        Optional<DataSet> item = header.item(Tag.MODALITY_LUT_SEQUENCE);
        if (item.isPresent()) {
            LookupTable table = LookupTable.of(item.get(), pixels.signed());
            return table::at;
        }
        double slope = header.decimal(Tag.RESCALE_SLOPE).orElse(1);
        double intercept = header.decimal(Tag.RESCALE_INTERCEPT).orElse(0);
        return value -> slope * value + intercept;
    }

    /** From the modality's values to 0 for black to 1 for white. */
    private DoubleUnaryOperator shown(DoubleUnaryOperator modality) throws UnacceptableImageException {
        Optional<DataSet> item = header.item(Tag.VOI_LUT_SEQUENCE);
        if (item.isPresent()) {
            boolean negative =
                    modality.applyAsDouble(value(1 << (pixels.bits() - 1))) < 0 || modality.applyAsDouble(0) < 0;
            LookupTable table = LookupTable.of(item.get(), negative);
            return value -> (double) table.at(value) / table.maximum();
        }
        if (header.text(Tag.WINDOW_CENTER).isPresent()) {
            return Window.of(header)::at;
        }
        return pixels.bits() == Byte.SIZE ? wholeRange(modality) : seenRange(modality);
    }

    private DoubleUnaryOperator wholeRange(DoubleUnaryOperator modality) {
        int least = pixels.signed() ? Byte.MIN_VALUE : 0;
        return between(modality.applyAsDouble(least), modality.applyAsDouble(least + BYTE_MAXIMUM));
    }

    private DoubleUnaryOperator seenRange(DoubleUnaryOperator modality) {
        boolean[] seen = new boolean[1 << pixels.bits()];
        for (short sample : pixels.samples()) {
            seen[sample & 0xffff] = true;
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int sample = 0; sample < seen.length; sample++) {
            if (seen[sample] && !isPadding(sample)) {
                double value = modality.applyAsDouble(value(sample));
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        return between(least, greatest);
    }

    private static DoubleUnaryOperator between(double one, double other) {
        double black = Math.min(one, other);
        double range = Math.abs(one - other);
        return range > 0 && range < Double.POSITIVE_INFINITY
                ? value -> Math.max(0, Math.min(1, (value - black) / range))
                : value -> 0;
    }
}
