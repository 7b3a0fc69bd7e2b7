package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.Tag;
import org.xraystream.gate.UnacceptableImageException;

/**
 * A modality or VOI lookup table (PS3.3, C.11.1.1 and C.11.2.1.1).
 *
 * @param first the input that the first entry is for; what lies below gets the first, what lies above the last
 * @param maximum the largest output that the table's bits allow
 */
record LookupTable(int first, int maximum, int[] entries) {

    /** @param signed whether the table's inputs may be negative */
    static LookupTable of(DataSet item, boolean signed) throws UnacceptableImageException {
        ByteBuffer descriptor = item.words(Tag.LUT_DESCRIPTOR);
        if (descriptor.remaining() < 6) {
            throw damaged("a descriptor of " + descriptor.remaining() + " bytes");
        }
        int count = descriptor.getShort(0) == 0 ? 1 << Short.SIZE : descriptor.getShort(0) & 0xffff;
        int first = signed ? descriptor.getShort(2) : descriptor.getShort(2) & 0xffff;
        int bits = descriptor.getShort(4) & 0xffff;
        if (bits < 8 || bits > 16) {
            throw damaged(bits + " bits an entry");
        }
        int maximum = (1 << bits) - 1;
        ByteBuffer data = item.words(Tag.LUT_DATA);
        boolean wide = data.remaining() >= 2 * count;
        if (!wide && data.remaining() < count) {
            throw damaged("fewer entries than promised");
        }
        int[] entries = new int[count];
        Arrays.setAll(entries, i -> Math.min(maximum, wide ? data.getShort(2 * i) & 0xffff : data.get(i) & 0xff));
        return new LookupTable(first, maximum, entries);
    }

    int at(double input) {
        long index = Math.round(input) - first;
        return entries[(int) Math.max(0, Math.min(entries.length - 1, index))];
    }

    private static UnacceptableImageException damaged(String how) {
        return new UnacceptableImageException(UNREADABLE, "DICOM damaged: a lookup table with " + how);
    }
}
