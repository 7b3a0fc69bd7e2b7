package org.xraystream.modality;

import static org.xraystream.event.RejectionReason.TOO_LARGE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.DicomFile;
import org.xraystream.dicom.DicomWriter;
import org.xraystream.dicom.Tag;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.StoredPixels;

/**
 * What of a DICOM file leaves the gateway: a new file with the samples, what gives them their greys, and the image's own
 * UIDs. Nothing is taken out; what is not named here is not put in. Samples are decoded and written anew, since the
 * comments of a compressed image, the bits beside the samples and the bytes behind them hold whatever somebody put there.
 * Of text there are only numbers and code words of a known list.
 */
final class PixelFile {
    private static final Set<String> VOI_LUT_FUNCTIONS = Set.of("LINEAR", "LINEAR_EXACT", "SIGMOID");
    private static final Set<Tag> NUMBERS = Set.of(Tag.PIXEL_PADDING_VALUE, Tag.PIXEL_PADDING_RANGE_LIMIT);
    private static final Set<Tag> DECIMALS =
            Set.of(Tag.WINDOW_CENTER, Tag.WINDOW_WIDTH, Tag.RESCALE_INTERCEPT, Tag.RESCALE_SLOPE);
    private static final Set<Tag> LOOKUP_TABLES = Set.of(Tag.MODALITY_LUT_SEQUENCE, Tag.VOI_LUT_SEQUENCE);

    private final DataSet from;
    private final DicomWriter to = new DicomWriter();

    private PixelFile(DataSet from) {
        this.from = from;
    }

    /**
     * The new file: not compressed, or deflated where it would else be too large to travel.
     *
     * @param scanId the SOP Instance UID
     */
    static byte[] of(DicomFile file, StoredPixels pixels, String scanId)
            throws UnacceptableImageException, RefusedImageException {
        var written = new PixelFile(file.dataSet());
        written.describe(pixels, scanId);
        written.addPresentation();
        byte[] plain = written.to.file();
        if (plain.length <= Acquisition.MAX_IMAGE_BYTES) {
            return plain;
        }
        byte[] deflated = written.to.deflatedFile();
        if (deflated.length > Acquisition.MAX_IMAGE_BYTES) {
            throw new RefusedImageException(
                    TOO_LARGE,
                    deflated.length + " bytes deflated, at most " + Acquisition.MAX_IMAGE_BYTES
                            + " travel in an event");
        }
        return deflated;
    }

    private void describe(StoredPixels pixels, String scanId) {
        boolean narrow = pixels.bits() == Byte.SIZE;
        to.text(Tag.SOP_INSTANCE_UID, scanId)
                .number(Tag.SAMPLES_PER_PIXEL, 1)
                .number(Tag.ROWS, pixels.height())
                .number(Tag.COLUMNS, pixels.width())
                .number(Tag.BITS_ALLOCATED, narrow ? Byte.SIZE : Short.SIZE)
                .number(Tag.BITS_STORED, pixels.bits())
                .number(Tag.HIGH_BIT, pixels.bits() - 1)
                .number(Tag.PIXEL_REPRESENTATION, pixels.signed() ? 1 : 0)
                .bytes(Tag.PIXEL_DATA, bytes(pixels.samples(), narrow));
        // That it is one of the two is known since its pixels were decoded.
        from.text(Tag.PHOTOMETRIC_INTERPRETATION).ifPresent(grey -> to.text(Tag.PHOTOMETRIC_INTERPRETATION, grey));
        from.text(Tag.SOP_CLASS_UID).filter(DicomScans::isUid).ifPresent(uid -> to.text(Tag.SOP_CLASS_UID, uid));
    }

    private void addPresentation() throws UnacceptableImageException {
        for (Tag tag : NUMBERS) {
            if (from.number(tag).isPresent()) {
                to.number(tag, from.requireNumber(tag));
            }
        }
        for (Tag tag : DECIMALS) {
            Optional<String> text = from.text(tag);
            if (text.isPresent() && from.decimal(tag).isPresent()) {
                to.text(tag, text.get());
            }
        }
        from.text(Tag.VOI_LUT_FUNCTION)
                .filter(VOI_LUT_FUNCTIONS::contains)
                .ifPresent(function -> to.text(Tag.VOI_LUT_FUNCTION, function));
        for (Tag tag : LOOKUP_TABLES) {
            Optional<DataSet> item = from.item(tag);
            if (item.isPresent()) {
                to.item(tag, table(item.get()));
            }
        }
    }

    private static DicomWriter table(DataSet item) throws UnacceptableImageException {
        return new DicomWriter()
                .bytes(Tag.LUT_DESCRIPTOR, bytes(item.words(Tag.LUT_DESCRIPTOR), 3 * Short.BYTES))
                .bytes(Tag.LUT_DATA, bytes(item.words(Tag.LUT_DATA), Short.BYTES << Short.SIZE));
    }

    private static byte[] bytes(ByteBuffer value, int most) {
        byte[] bytes = new byte[Math.min(most, value.remaining())];
        value.get(bytes);
        return bytes;
    }

    private static byte[] bytes(short[] samples, boolean narrow) {
        if (narrow) {
            byte[] bytes = new byte[samples.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) samples[i];
            }
            return bytes;
        }
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }
}
