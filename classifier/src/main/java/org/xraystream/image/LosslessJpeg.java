package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import org.xraystream.gate.UnacceptableImageException;

/**
 * Lossless JPEG with Huffman codes (ITU-T T.81, annex H), one component of 2 to 16 bits: the process of DICOM's lossless
 * JPEG, which no decoder of the JDK knows. An image is decoded wholly or refused. For one image.
 */
final class LosslessJpeg {
    private static final int START_OF_LOSSLESS_FRAME = 0xc3;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int ARITHMETIC_TABLES = 0xcc;
    private static final int START_OF_SCAN = 0xda;
    private static final int RESTART_INTERVAL = 0xdd;

    private final byte[] content;
    private final PixelLayout layout;
    private final LosslessCode[] codes = new LosslessCode[4];
    private int precision;
    private int restartInterval;

    private LosslessJpeg(byte[] content, PixelLayout layout) {
        this.content = content;
        this.layout = layout;
    }

    static short[] decode(byte[] content, PixelLayout layout) throws UnacceptableImageException {
        return new LosslessJpeg(content, layout).decode();
    }

    private short[] decode() throws UnacceptableImageException {
        if (!JpegHeader.begins(content)) {
            throw damaged("no JPEG");
        }
        int position = 2;
        while (true) {
            while (unsigned(position) == 0xff && unsigned(position + 1) == 0xff) {
                position++;
            }
            if (unsigned(position) != 0xff) {
                throw damaged("no marker where one must be");
            }
            int marker = unsigned(position + 1);
            int start = position + 4;
            int end = position + 2 + unsignedShort(position + 2);
            if (end < start || end > content.length) {
                throw damaged("a segment that ends nowhere");
            }
            if (marker == START_OF_SCAN) {
                return scan(start, end);
            }
            segment(marker, start, end);
            position = end;
        }
    }

    private void segment(int marker, int start, int end) throws UnacceptableImageException {
        if (marker == START_OF_LOSSLESS_FRAME) {
            frame(start);
        } else if (marker == HUFFMAN_TABLES) {
            int position = start;
            while (position < end) {
                int slot = unsigned(position) & 0x0f;
                if (slot >= codes.length) {
                    throw damaged("a table too many");
                }
                codes[slot] = LosslessCode.read(content, position + 1, end);
                position += 1 + codes[slot].encodedLength();
            }
        } else if (marker == RESTART_INTERVAL) {
            restartInterval = unsignedShort(start);
        } else if (marker >= 0xc0 && marker <= 0xcf && marker != ARITHMETIC_TABLES) {
            throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "JPEG that is not lossless, or arithmetic coded");
        }
    }

    private void frame(int start) throws UnacceptableImageException {
        precision = unsigned(start);
        if (precision < 2 || precision > Short.SIZE || unsigned(start + 5) != 1) {
            throw new UnacceptableImageException(
                    UNSUPPORTED_FORMAT,
                    "lossless JPEG of " + precision + " bits, " + unsigned(start + 5) + " components");
        }
        StoredPixels.requireSame(layout, unsignedShort(start + 3), unsignedShort(start + 1), precision);
    }

    private short[] scan(int start, int end) throws UnacceptableImageException {
        if (precision == 0 || unsigned(start) != 1) {
            throw damaged("a scan before its frame, or of several components");
        }
        LosslessCode code = codes[(unsigned(start + 2) >> 4) & 3];
        int predictor = unsigned(start + 3);
        int pointTransform = unsigned(start + 5) & 0x0f;
        if (code == null || predictor < 1 || predictor > 7 || pointTransform >= precision) {
            throw damaged("a scan that cannot be decoded");
        }
        if (restartInterval % layout.width() != 0) {
            throw damaged("restarts within a row");
        }
        var bits = new LosslessBits(content, end);
        short[] samples = new short[layout.pixels()];
        int rowsToRestart = restartInterval / layout.width();
        int first = 1 << (precision - pointTransform - 1);
        for (int row = 0; row < layout.height(); row++) {
            boolean fresh = row == 0;
            if (rowsToRestart > 0 && row > 0 && row % rowsToRestart == 0) {
                bits.restart();
                fresh = true;
            }
            row(samples, row * layout.width(), fresh ? first : -1, predictor, code, bits);
        }
        bits.requireEnough();
        for (int i = 0; pointTransform > 0 && i < samples.length; i++) {
            samples[i] = (short) (samples[i] << pointTransform);
        }
        return samples;
    }

    /** @param first the prediction of the first sample of a row that knows no row above; negative where there is one */
    private void row(short[] samples, int start, int first, int predictor, LosslessCode code, LosslessBits bits)
            throws UnacceptableImageException {
        int width = layout.width();
        int left = first < 0 ? samples[start - width] & 0xffff : first;
        int corner = 0;
        for (int i = start; i < start + width; i++) {
            int prediction = left;
            if (first < 0 && i > start) {
                int above = samples[i - width] & 0xffff;
                prediction = predict(predictor, left, above, corner);
                corner = above;
            } else if (first < 0) {
                corner = left;
            }
            left = (prediction + bits.difference(code)) & 0xffff;
            samples[i] = (short) left;
        }
    }

    private static int predict(int predictor, int left, int above, int corner) {
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + ((above - corner) >> 1);
            case 6 -> above + ((left - corner) >> 1);
            default -> (left + above) >> 1;
        };
    }

    private int unsignedShort(int index) throws UnacceptableImageException {
        return (unsigned(index) << 8) | unsigned(index + 1);
    }

    private int unsigned(int index) throws UnacceptableImageException {
        if (index >= content.length) {
            throw damaged("truncated");
        }
        return content[index] & 0xff;
    }

    static UnacceptableImageException damaged(String how) {
        return new UnacceptableImageException(UNREADABLE, "lossless JPEG damaged: " + how);
    }
}
