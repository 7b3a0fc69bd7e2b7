package org.xraystream.image;

import static org.xraystream.image.LosslessJpeg.damaged;

import java.util.Arrays;
import org.xraystream.gate.UnacceptableImageException;

/**
 * A Huffman code (ITU-T T.81, annex C) as a table from the next 16 bits to the code's length and its meaning.
 *
 * @param entries {@code length << 8 | category}, 0 where no code begins so
 * @param encodedLength bytes that it took in the file
 */
record LosslessCode(short[] entries, int encodedLength) {
    private static final int LONGEST = 16;
    private static final int MOST_CATEGORY = 16;

    /** Reads 16 counts and the categories behind them. */
    static LosslessCode read(byte[] content, int start, int end) throws UnacceptableImageException {
        if (end - start < LONGEST) {
            throw damaged("a table cut off");
        }
        short[] entries = new short[1 << LONGEST];
        int position = start + LONGEST;
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int span = 1 << (LONGEST - length);
            for (int i = content[start + length - 1] & 0xff; i > 0; i--) {
                if (position >= end || code + span > entries.length || (content[position] & 0xff) > MOST_CATEGORY) {
                    throw damaged("a table of codes that cannot be");
                }
                short entry = (short) ((length << Byte.SIZE) | content[position++]);
                Arrays.fill(entries, code, code + span, entry);
                code += span;
            }
        }
        return new LosslessCode(entries, position - start);
    }
}
