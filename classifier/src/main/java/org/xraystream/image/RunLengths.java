package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.xraystream.gate.UnacceptableImageException;

/** DICOM's own run length encoding (PS3.5, annex G): the bytes of all samples in planes, the highest first. */
final class RunLengths {
    private static final int HEADER = 64;

    private RunLengths() {}

    static short[] decode(byte[] frame, PixelLayout layout) throws UnacceptableImageException {
        if (frame.length < HEADER) {
            throw damaged();
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int planes = header.getInt(0);
        if (planes != layout.bytesPerSample()) {
            throw damaged();
        }
        short[] words = new short[layout.pixels()];
        for (int plane = 0; plane < planes; plane++) {
            int from = header.getInt(4 * (plane + 1));
            int to = plane + 1 < planes ? header.getInt(4 * (plane + 2)) : frame.length;
            if (from < HEADER || to < from || to > frame.length) {
                throw damaged();
            }
            addPlane(frame, from, to, words);
        }
        return words;
    }

    private static void addPlane(byte[] frame, int from, int to, short[] words) throws UnacceptableImageException {
        int position = from;
        int pixel = 0;
        while (pixel < words.length) {
            if (position + 1 >= to) {
                throw damaged();
            }
            int control = frame[position++];
            if (control >= 0) {
                int count = Math.min(control + 1, words.length - pixel);
                if (count > to - position) {
                    throw damaged();
                }
                for (int i = 0; i < count; i++) {
                    append(words, pixel++, frame[position++]);
                }
            } else if (control > Byte.MIN_VALUE) {
                int count = Math.min(1 - control, words.length - pixel);
                for (int i = 0; i < count; i++) {
                    append(words, pixel++, frame[position]);
                }
                position++;
            }
        }
    }

    private static void append(short[] words, int pixel, byte low) {
        words[pixel] = (short) ((words[pixel] << Byte.SIZE) | (low & 0xff));
    }

    private static UnacceptableImageException damaged() {
        return new UnacceptableImageException(UNREADABLE, "DICOM damaged: run lengths that do not fit the image");
    }
}
