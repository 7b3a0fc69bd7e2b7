package org.xraystream.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An array of unsigned bytes in a NumPy archive ({@code .npz}), read one item of its first axis at a time, so that an
 * archive of any size needs little memory. Format: NumPy Enhancement Proposal 1. For one thread.
 */
final class NumpyArray implements AutoCloseable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");
    private static final int LONGEST_HEADER = 10_000;

    private final DataInputStream in;
    private final List<Integer> shape;

    private NumpyArray(DataInputStream in, List<Integer> shape) {
        this.in = in;
        this.shape = shape;
    }

    /** @throws IOException if there is no such entry, or it is no array of unsigned bytes in C order */
    static NumpyArray open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(zip.getName() + " has no " + name);
        }
        var in = new DataInputStream(new BufferedInputStream(zip.getInputStream(entry)));
        try {
            return new NumpyArray(in, shape(in));
        } catch (IOException e) {
            in.close();
            throw new IOException(zip.getName() + ": " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Integer> shape(DataInputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("it is no NumPy array");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        int length = version == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.reverseBytes(in.readInt());
        if (length < 0 || length > LONGEST_HEADER) {
            throw new IOException("its header is " + length + " bytes long");
        }
        String header = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        Matcher shape = SHAPE.matcher(header);
        if (!header.contains("'descr': '|u1'") || !header.contains("'fortran_order': False") || !shape.find()) {
            throw new IOException("unsigned bytes in C order needed, found " + header.strip());
        }
        try {
            return Arrays.stream(shape.group(1).split(",", -1))
                    .map(String::strip)
                    .filter(axis -> !axis.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new IOException("its shape is " + shape.group(1), e);
        }
    }

    /** How many items there are. */
    int length() {
        return shape.isEmpty() ? 0 : shape.get(0);
    }

    /** The shape of an item. */
    List<Integer> itemShape() {
        return shape.subList(Math.min(1, shape.size()), shape.size());
    }

    /** How many bytes an item has. */
    int itemLength() {
        return itemShape().stream().reduce(1, Math::multiplyExact);
    }

    /** The next item, in C order. */
    byte[] next() throws IOException {
        byte[] item = in.readNBytes(itemLength());
        if (item.length < itemLength()) {
            throw new EOFException("the array ends too soon");
        }
        return item;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
