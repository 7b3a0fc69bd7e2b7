package org.xraystream.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import java.util.Arrays;
import org.xraystream.gate.UnacceptableImageException;

/**
 * What a JPEG says of itself before its first scan (ITU-T T.81, annex B): read by hand because ImageIO neither tells
 * colour spaces apart in a raw raster nor notices a missing end.
 *
 * @param components 1 for grey, 3 for colour
 * @param rgb whether three components are red, green and blue rather than Y, Cb and Cr
 */
record JpegHeader(int width, int height, int components, boolean rgb) {
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    static boolean begins(byte[] content) {
        return content.length >= 3
                && content[0] == (byte) 0xff
                && content[1] == (byte) 0xd8
                && content[2] == (byte) 0xff;
    }

    /**
     * Reads the segments up to the first scan and makes sure that the image ends.
     *
     * @throws UnacceptableImageException if it is incomplete or of a kind that ImageIO does not decode
     */
    static JpegHeader read(byte[] content) throws UnacceptableImageException {
        return new Segments(content).read();
    }

    /** The walk over the segments of one image. */
    private static final class Segments {
        private final byte[] content;
        private int frame = -1;
        private boolean standard;
        private int adobeTransform = -1;

        Segments(byte[] content) {
            this.content = content;
        }

        JpegHeader read() throws UnacceptableImageException {
            int position = 2;
            while (true) {
                while (unsigned(position) == 0xff && unsigned(position + 1) == 0xff) {
                    position++;
                }
                if (unsigned(position) != 0xff) {
                    throw new UnacceptableImageException(UNREADABLE, "JPEG damaged: no marker where one must be");
                }
                int marker = unsigned(position + 1);
                int start = position + 2;
                int length = unsignedShort(start);
                if (marker == START_OF_SCAN) {
                    requireEnd(start + length);
                    return header();
                }
                segment(marker, start + 2, length - 2);
                position = start + length;
            }
        }

        private void segment(int marker, int start, int length) throws UnacceptableImageException {
            if (marker == APP0 || marker == APP1) {
                standard |= startsWith(start, "JFIF") || startsWith(start, "Exif");
            } else if (marker == APP14 && length >= 12 && startsWith(start, "Adobe")) {
                adobeTransform = unsigned(start + 11);
            } else if (isStartOfFrame(marker)) {
                if (marker > 0xc2) {
                    throw new UnacceptableImageException(
                            UNSUPPORTED_FORMAT, "JPEG lossless, hierarchical or arithmetic coded");
                }
                frame = start;
            }
        }

        /** Markers C0 to CF start a frame, save for C4 (Huffman tables), C8 (reserved), CC (arithmetic tables). */
        private static boolean isStartOfFrame(int marker) {
            return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        }

        private JpegHeader header() throws UnacceptableImageException {
            if (frame < 0) {
                throw new UnacceptableImageException(UNREADABLE, "JPEG damaged: a scan before its frame");
            }
            if (unsigned(frame) != 8) {
                throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "JPEG of " + unsigned(frame) + " bits");
            }
            int components = unsigned(frame + 5);
            if (components != 1 && components != 3) {
                throw new UnacceptableImageException(
                        UNSUPPORTED_FORMAT, "JPEG of " + components + " components (CMYK has 4), 1 or 3 supported");
            }
            return new JpegHeader(unsignedShort(frame + 3), unsignedShort(frame + 1), components, isRgb(components));
        }

        /** The rules of the Independent JPEG Group's library (jdapimin.c). */
        private boolean isRgb(int components) throws UnacceptableImageException {
            if (components == 1 || standard) {
                return false;
            }
            if (adobeTransform >= 0) {
                return adobeTransform == 0;
            }
            return unsigned(frame + 6) == 'R' && unsigned(frame + 9) == 'G' && unsigned(frame + 12) == 'B';
        }

        /** Within coded data FF is never followed by D9, so the last FF D9 behind the scan's start is the end. */
        private void requireEnd(int scan) throws UnacceptableImageException {
            for (int i = content.length - 2; i >= scan; i--) {
                if (unsigned(i) == 0xff && unsigned(i + 1) == END_OF_IMAGE) {
                    return;
                }
            }
            throw truncated();
        }

        private boolean startsWith(int start, String name) {
            return start + name.length() <= content.length
                    && Arrays.equals(content, start, start + name.length(), name.getBytes(US_ASCII), 0, name.length());
        }

        private int unsignedShort(int index) throws UnacceptableImageException {
            return unsigned(index) << 8 | unsigned(index + 1);
        }

        private int unsigned(int index) throws UnacceptableImageException {
            if (index >= content.length) {
                throw truncated();
            }
            return content[index] & 0xff;
        }

        private static UnacceptableImageException truncated() {
            return new UnacceptableImageException(UNREADABLE, "JPEG truncated");
        }
    }
}
