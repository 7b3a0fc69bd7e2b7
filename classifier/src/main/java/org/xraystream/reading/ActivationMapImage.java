package org.xraystream.reading;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import org.xraystream.engine.ActivationMap;

/**
 * Draws an activation map as a small grey PNG, one pixel a cell, to be laid over the radiograph.
 *
 * <p>The scale is fixed, so that maps of different scans and models compare: no evidence for pneumonia, or evidence
 * against, is 0 and {@value #WHITE_LOGITS} logits and more are 255, linear between. Written by hand (ISO/IEC 15948, one
 * IDAT, no filter): a map has some dozens of pixels and is made for every scan.
 */
public final class ActivationMapImage {
    /** Evidence drawn as white: 8 logits over the whole image would be odds of 3,000 to 1 for pneumonia. */
    public static final float WHITE_LOGITS = 8;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final byte[] ZLIB_HEADER = {0x78, 0x01};
    private static final byte LAST_STORED_BLOCK = 1;
    private static final int LARGEST_BLOCK = 0xffff;

    private ActivationMapImage() {}

    /** The bytes of an 8-bit grey PNG with the map's columns and rows. */
    public static byte[] png(ActivationMap map) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(map.width())
                .putInt(map.height())
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        var out = new ByteArrayOutputStream(256);
        out.writeBytes(SIGNATURE);
        writeChunk(out, 0x49484452, header);
        writeChunk(out, 0x49444154, stored(scanLines(map)));
        writeChunk(out, 0x49454e44, new byte[0]);
        return out.toByteArray();
    }

    /** The grey level, 0 to 255, at which evidence is drawn. */
    public static int level(float evidence) {
        return Math.round(Math.max(0, Math.min(1, evidence / WHITE_LOGITS)) * 255);
    }

    /** Rows of pixels, each behind the number of its filter: 0 for none. */
    private static byte[] scanLines(ActivationMap map) {
        byte[] lines = new byte[map.height() * (map.width() + 1)];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                lines[y * (map.width() + 1) + 1 + x] = (byte) level(map.evidence()[y * map.width() + x]);
            }
        }
        return lines;
    }

    /**
     * One stored block (RFC 1950 and 1951): of so few pixels compression saves a few bytes, and a compressor costs as much as
     * the rest of a diagnosis.
     */
    private static byte[] stored(byte[] data) {
        if (data.length > LARGEST_BLOCK) {
            throw new IllegalArgumentException("a map of " + data.length + " bytes, at most " + LARGEST_BLOCK + " fit");
        }
        var checksum = new Adler32();
        checksum.update(data);
        return ByteBuffer.allocate(ZLIB_HEADER.length + 5 + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ZLIB_HEADER)
                .put(LAST_STORED_BLOCK)
                .putShort((short) data.length)
                .putShort((short) ~data.length)
                .put(data)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static void writeChunk(ByteArrayOutputStream out, int type, byte[] data) {
        byte[] chunk = ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .putInt(type)
                .put(data)
                .array();
        var checksum = new CRC32();
        checksum.update(chunk, 4, 4 + data.length);
        ByteBuffer.wrap(chunk).putInt(8 + data.length, (int) checksum.getValue());
        out.writeBytes(chunk);
    }
}
