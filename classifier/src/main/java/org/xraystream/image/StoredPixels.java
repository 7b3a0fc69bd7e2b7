package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.DicomFile;
import org.xraystream.dicom.Tag;
import org.xraystream.gate.UnacceptableImageException;

/**
 * The samples of a DICOM image as the modality stored them: decoded, and not yet given a meaning.
 *
 * @param bits of a sample, 8 to 16
 * @param signed whether samples are two's complements of so many bits
 * @param samples rows from top to bottom, each sample in the lowest bits and nothing above them
 */
public record StoredPixels(int width, int height, int bits, boolean signed, short[] samples) {

    /**
     * Decodes the pixels of a file.
     *
     * @throws UnacceptableImageException if they are damaged, incomplete, beyond the limits or of a kind that we do not
     *     read; pixels are decoded wholly or not at all
     */
    public static StoredPixels of(DicomFile file, ImageLimits limits) throws UnacceptableImageException {
        PixelLayout layout = PixelLayout.of(file.dataSet(), limits);
        short[] words = layout.trimmed(words(file, layout, limits));
        return new StoredPixels(layout.width(), layout.height(), layout.stored(), layout.signed(), words);
    }

    private static short[] words(DicomFile file, PixelLayout layout, ImageLimits limits)
            throws UnacceptableImageException {
        DataSet dataSet = file.dataSet();
        return switch (file.syntax()) {
            case IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED ->
                words(dataSet.words(Tag.PIXEL_DATA), layout);
            case RLE -> RunLengths.decode(encapsulated(dataSet), layout);
            case JPEG_BASELINE, JPEG_EXTENDED -> lossy(encapsulated(dataSet), layout, limits);
            case JPEG_LOSSLESS, JPEG_LOSSLESS_FIRST_ORDER -> LosslessJpeg.decode(encapsulated(dataSet), layout);
            case JPEG_2000_LOSSLESS, JPEG_2000 -> Jpeg2000.decode(encapsulated(dataSet), layout);
        };
    }

    private static short[] words(ByteBuffer bytes, PixelLayout layout) throws UnacceptableImageException {
        if (bytes.remaining() < (long) layout.pixels() * layout.bytesPerSample()) {
            throw new UnacceptableImageException(
                    UNREADABLE, "DICOM truncated: " + bytes.remaining() + " bytes of pixels for " + layout.pixels());
        }
        short[] words = new short[layout.pixels()];
        if (layout.allocated() == Short.SIZE) {
            bytes.asShortBuffer().get(words);
        } else {
            for (int i = 0; i < words.length; i++) {
                words[i] = (short) (bytes.get(i) & 0xff);
            }
        }
        return words;
    }

    private static short[] lossy(byte[] jpeg, PixelLayout layout, ImageLimits limits)
            throws UnacceptableImageException {
        JpegHeader header = JpegHeader.read(jpeg);
        requireSame(layout, header.width(), header.height(), Byte.SIZE);
        if (header.components() != 1) {
            throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "DICOM in colour");
        }
        GreyImage image = new JpegDecoder(limits).decode(new EncodedImage("image/jpeg", jpeg));
        return words(ByteBuffer.wrap(((GreyImage.Bytes) image).samples()), layout);
    }

    /** Makes sure that what is encapsulated is what the header of the file promised, before it is decoded. */
    static void requireSame(PixelLayout layout, int width, int height, int bits) throws UnacceptableImageException {
        if (width != layout.width() || height != layout.height() || bits > layout.allocated()) {
            throw new UnacceptableImageException(
                    UNREADABLE, "DICOM damaged: its compressed image is not the one that the header promises");
        }
    }

    /** A single frame, which may lie in several fragments. */
    private static byte[] encapsulated(DataSet dataSet) throws UnacceptableImageException {
        var frame = new ByteArrayOutputStream();
        for (ByteBuffer fragment : dataSet.fragments()) {
            byte[] part = new byte[fragment.remaining()];
            fragment.get(part);
            frame.writeBytes(part);
        }
        return frame.toByteArray();
    }
}
