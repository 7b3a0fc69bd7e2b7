package org.xraystream.dicom;

import static org.xraystream.dicom.Cursor.damaged;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.xraystream.gate.UnacceptableImageException;

/**
 * The elements of a data set that the product knows, found without copying a value. What is wrong with one element shows
 * when it is asked for.
 *
 * <p>Immutable as long as nobody writes to the bytes.
 */
public final class DataSet {
    private final byte[] content;
    private final boolean explicit;
    private final Map<Tag, Element> elements;

    private DataSet(byte[] content, boolean explicit, Map<Tag, Element> elements) {
        this.content = content;
        this.explicit = explicit;
        this.elements = Collections.unmodifiableMap(elements);
    }

    /** Finds the elements up to the pixels; behind them is nothing that we want. */
    static DataSet read(byte[] content, int from, int to, boolean explicit) throws UnacceptableImageException {
        return read(new Cursor(content, from, to, explicit), content, explicit, Tag.PIXEL_DATA.code());
    }

    /** Finds the elements up to a tag, which is the last. */
    static DataSet read(Cursor cursor, byte[] content, boolean explicit, int last) throws UnacceptableImageException {
        var elements = new EnumMap<Tag, Element>(Tag.class);
        int before = 0;
        while (cursor.peek() && Integer.compareUnsigned(cursor.tag(), last) <= 0) {
            int code = cursor.tag();
            if (Integer.compareUnsigned(code, before) <= 0) {
                throw damaged("elements out of order");
            }
            before = code;
            Element element = cursor.next();
            Tag.of(code).ifPresent(tag -> elements.put(tag, element));
        }
        return new DataSet(content, explicit, elements);
    }

    /** Whether the element is there, with a value or without. */
    public boolean has(Tag tag) {
        return elements.containsKey(tag);
    }

    /** The first value as text, without the blanks around it; empty where there is none. */
    public Optional<String> text(Tag tag) {
        return Optional.ofNullable(elements.get(tag))
                .map(element -> new String(content, element.from(), element.length(), CharacterSet.of(this, tag)))
                .map(values -> values.split("\\\\", 2)[0].replace('\0', ' ').strip())
                .filter(value -> !value.isEmpty());
    }

    /** A number of 16 bits without sign. */
    public OptionalInt number(Tag tag) throws UnacceptableImageException {
        Element element = elements.get(tag);
        if (element == null || element.length() == 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(words(tag).getShort() & 0xffff);
    }

    /**
     * A number of 16 bits that must be there.
     *
     * @throws UnacceptableImageException UNREADABLE where it is not
     */
    public int requireNumber(Tag tag) throws UnacceptableImageException {
        return number(tag).orElseThrow(() -> damaged("no " + tag));
    }

    /** A decimal number, the first of several. */
    public OptionalDouble decimal(Tag tag) throws UnacceptableImageException {
        Optional<String> text = text(tag);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value;
        try {
            value = Double.parseDouble(text.get());
        } catch (NumberFormatException e) {
            throw damaged(tag + " is no number");
        }
        if (!Double.isFinite(value)) {
            throw damaged(tag + " is no number");
        }
        return OptionalDouble.of(value);
    }

    /** The bytes of a value that has at least two, to be read as words; empty where the element is not there. */
    public ByteBuffer words(Tag tag) throws UnacceptableImageException {
        Element element = elements.get(tag);
        if (element == null || element.length() < 2) {
            throw damaged("no " + tag);
        }
        return bytesOf(element);
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(Tag sequence) throws UnacceptableImageException {
        Element element = elements.get(sequence);
        if (element == null) {
            return Optional.empty();
        }
        var cursor = new Cursor(content, element.from(), element.to(), explicit);
        if (!cursor.nextItem()) {
            return Optional.empty();
        }
        Element item = cursor.item();
        return Optional.of(read(content, item.from(), item.to(), explicit));
    }

    /**
     * The fragments of encapsulated pixels (PS3.5, A.4), without the offset table before them, which a single frame does
     * not need.
     */
    public List<ByteBuffer> fragments() throws UnacceptableImageException {
        Element element = elements.get(Tag.PIXEL_DATA);
        if (element == null) {
            throw damaged("no " + Tag.PIXEL_DATA);
        }
        var cursor = new Cursor(content, element.from(), element.to(), explicit);
        var fragments = new ArrayList<ByteBuffer>();
        while (cursor.nextItem()) {
            fragments.add(bytesOf(cursor.fragment()));
        }
        if (fragments.size() < 2) {
            throw damaged("encapsulated pixels without a fragment");
        }
        return fragments.subList(1, fragments.size());
    }

    private ByteBuffer bytesOf(Element element) {
        return ByteBuffer.wrap(content, element.from(), element.length())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
