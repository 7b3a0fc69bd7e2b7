package org.xraystream.image;

import static org.xraystream.image.LosslessJpeg.damaged;

import org.xraystream.gate.UnacceptableImageException;

/** The entropy-coded differences of one lossless scan (ITU-T T.81, F.2.2 and H.2). Bits that are missing read as zeros. */
final class LosslessBits {
    private static final int FIRST_RESTART = 0xd0;

    private final byte[] content;
    private int position;
    private long buffer;
    private int held;
    private int missing;
    private int restarts;

    LosslessBits(byte[] content, int start) {
        this.content = content;
        this.position = start;
    }

    /** The next difference, -32767 to 32768. */
    int difference(LosslessCode code) throws UnacceptableImageException {
        if (held < Integer.SIZE) {
            fill();
        }
        int entry = code.entries()[(int) (buffer >>> (held - 16)) & 0xffff];
        if (entry == 0) {
            throw damaged("a code that is not in the table");
        }
        held -= entry >> Byte.SIZE;
        int category = entry & 0xff;
        if (category == 0) {
            return 0;
        }
        if (category == 16) {
            return 1 << 15;
        }
        held -= category;
        int value = (int) (buffer >>> held) & ((1 << category) - 1);
        return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    }

    private void fill() {
        while (held <= Long.SIZE - 2 * Byte.SIZE) {
            int next = 0;
            if (position < content.length && content[position] != (byte) 0xff) {
                next = content[position++] & 0xff;
            } else if (position + 1 < content.length && content[position + 1] == 0) {
                next = 0xff;
                position += 2;
            } else {
                missing += Byte.SIZE;
            }
            buffer = (buffer << Byte.SIZE) | next;
            held += Byte.SIZE;
        }
    }

    /** Goes on behind the next restart marker, which must follow. */
    void restart() throws UnacceptableImageException {
        requireEnough();
        if (position + 1 >= content.length
                || content[position] != (byte) 0xff
                || (content[position + 1] & 0xff) != FIRST_RESTART + restarts % 8) {
            throw damaged("no restart where one must be");
        }
        position += 2;
        restarts++;
        held = 0;
        missing = 0;
    }

    /** Makes sure that all that was read was there. */
    void requireEnough() throws UnacceptableImageException {
        if (held < missing) {
            throw damaged("truncated");
        }
    }
}
