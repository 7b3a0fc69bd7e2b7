package org.xraystream.dicom;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.xraystream.gate.UnacceptableImageException;

/**
 * Steps from element to element of a little-endian data set (PS3.5, section 7). No length is believed before it is held
 * against the bytes that are there, and nesting costs a number, not a stack: whatever the bytes are, the walk ends within
 * as many steps as there are bytes.
 */
final class Cursor {
    private static final int ITEM = 0xfffe_e000;
    private static final int ITEM_END = 0xfffe_e00d;
    private static final int SEQUENCE_END = 0xfffe_e0dd;
    private static final int UNDEFINED = 0xffff_ffff;
    private static final Set<String> LONG_FORMS =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final ByteBuffer bytes;
    private final int end;
    private final boolean explicit;
    private int position;
    private int tag;
    private int length;
    private boolean unknown;

    /**
     * A walk over a part of the bytes.
     *
     * @param explicit whether elements name their value representation
     */
    Cursor(byte[] content, int from, int end, boolean explicit) {
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.position = from;
        this.end = end;
        this.explicit = explicit;
    }

    int position() {
        return position;
    }

    /** Group and element of what was stepped over last, or {@link #peek}ed. */
    int tag() {
        return tag;
    }

    /** Looks at the next tag; false at the end, and at the end of the item that is walked over. */
    boolean peek() throws UnacceptableImageException {
        if (position == end) {
            return false;
        }
        tag = tagAt(position);
        return tag != ITEM_END;
    }

    /** Steps over the next element and says where its value lies. */
    Element next() throws UnacceptableImageException {
        header(explicit);
        int from = position;
        if (length == UNDEFINED) {
            skipItems(explicit && !unknown);
        } else {
            position += length;
        }
        return new Element(from, position);
    }

    /** Steps over the next item of a sequence or fragment of pixels; false at the end of either. */
    boolean nextItem() throws UnacceptableImageException {
        if (position == end) {
            return false;
        }
        header(false);
        return tag != SEQUENCE_END;
    }

    /** The value of the item at which {@link #nextItem} stands, up to the end of the sequence if its length is undefined. */
    Element item() throws UnacceptableImageException {
        if (tag != ITEM) {
            throw damaged("no item where one must be");
        }
        return new Element(position, length == UNDEFINED ? end : position + length);
    }

    /** The value of the next fragment, whose length must be given. */
    Element fragment() throws UnacceptableImageException {
        Element item = item();
        if (length == UNDEFINED) {
            throw damaged("a fragment of pixels without length");
        }
        position = item.to();
        return item;
    }

    /** Steps over items to the end of the sequence, and over all sequences within. */
    private void skipItems(boolean explicitWithin) throws UnacceptableImageException {
        boolean names = explicitWithin;
        int unnamedSince = explicitWithin ? Integer.MAX_VALUE : 0;
        int depth = 1;
        while (depth > 0) {
            int next = tagAt(position);
            boolean delimiter = next == ITEM || next == ITEM_END || next == SEQUENCE_END;
            header(!delimiter && names);
            if (next == ITEM_END || next == SEQUENCE_END) {
                depth--;
                if (depth < unnamedSince) {
                    names = explicitWithin;
                    unnamedSince = explicitWithin ? Integer.MAX_VALUE : 0;
                }
            } else if (length == UNDEFINED) {
                depth++;
                if (names && !delimiter && unknown) {
                    // The content of an unknown element of undefined length is implicit (PS3.5, 6.2.2, note 2).
                    names = false;
                    unnamedSince = depth;
                }
            } else {
                position += length;
            }
        }
    }

    /** Reads tag and length; the value then lies at the position, and within the bytes unless its length is undefined. */
    private void header(boolean named) throws UnacceptableImageException {
        tag = tagAt(position);
        unknown = false;
        boolean shortForm = false;
        if (named) {
            if (!isCapital(position + 4) || !isCapital(position + 5)) {
                throw damaged("no value representation where one must be");
            }
            String name = new String(bytes.array(), position + 4, 2, StandardCharsets.US_ASCII);
            unknown = name.equals("UN");
            shortForm = !LONG_FORMS.contains(name);
        }
        if (shortForm) {
            length = bytes.getShort(position + 6) & 0xffff;
            position += 8;
        } else {
            position += named ? 12 : 8;
            require(position);
            length = bytes.getInt(position - 4);
        }
        if (length != UNDEFINED && (length < 0 || length > end - position)) {
            throw truncated();
        }
    }

    private boolean isCapital(int index) {
        return bytes.get(index) >= 'A' && bytes.get(index) <= 'Z';
    }

    private int tagAt(int index) throws UnacceptableImageException {
        require(index + 8);
        return (bytes.getShort(index) << 16) | (bytes.getShort(index + 2) & 0xffff);
    }

    private void require(int index) throws UnacceptableImageException {
        if (index > end) {
            throw truncated();
        }
    }

    private static UnacceptableImageException truncated() {
        return new UnacceptableImageException(UNREADABLE, "DICOM truncated");
    }

    static UnacceptableImageException damaged(String how) {
        return new UnacceptableImageException(UNREADABLE, "DICOM damaged: " + how);
    }
}
