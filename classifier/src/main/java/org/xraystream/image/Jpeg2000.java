package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import java.awt.image.Raster;
import java.nio.ByteBuffer;
import jj2000.j2k.NotImplementedError;
import org.xraystream.gate.UnacceptableImageException;

/** A JPEG 2000 codestream of one component (ITU-T T.800), decoded by JAI Image I/O once its header has been believed. */
final class Jpeg2000 {
    /** Start of codestream, and the marker of the image's size, which must follow. */
    private static final int START = 0xff4f_ff51;

    /** From the start to the first component's subsampling. */
    private static final int HEADER = 45;

    /** A tile costs memory whatever its size; encoders of radiographs write one, or squares of 256 and more. */
    private static final int MOST_TILES = 1024;

    private Jpeg2000() {}

    static short[] decode(byte[] codestream, PixelLayout layout) throws UnacceptableImageException {
        checkHeader(codestream, layout);
        Raster raster = raster(codestream);
        if (raster.getWidth() != layout.width() || raster.getHeight() != layout.height()) {
            throw new UnacceptableImageException(UNREADABLE, "JPEG 2000 damaged");
        }
        short[] words = new short[layout.pixels()];
        int[] row = new int[layout.width()];
        for (int y = 0; y < layout.height(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, layout.width(), 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                words[y * row.length + x] = (short) row[x];
            }
        }
        return words;
    }

    private static Raster raster(byte[] codestream) throws UnacceptableImageException {
        try {
            return ImageIoReader.JPEG_2000.read(codestream, reader -> reader.readRaster(0, null));
        } catch (NotImplementedError e) {
            // An Error, though nothing of ours is at fault: what damage makes of a codestream is not implemented
            // either.
            throw new UnacceptableImageException(UNREADABLE, "JPEG 2000 damaged: " + e.getMessage());
        }
    }

    private static void checkHeader(byte[] codestream, PixelLayout layout) throws UnacceptableImageException {
        if (codestream.length < HEADER || ByteBuffer.wrap(codestream).getInt() != START) {
            throw new UnacceptableImageException(UNREADABLE, "JPEG 2000 damaged: no codestream");
        }
        ByteBuffer header = ByteBuffer.wrap(codestream);
        long width = unsigned(header, 8) - unsigned(header, 16);
        long height = unsigned(header, 12) - unsigned(header, 20);
        int bits = (header.get(42) & 0x7f) + 1;
        if (header.getShort(40) != 1) {
            throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "DICOM in colour");
        }
        StoredPixels.requireSame(layout, (int) width, (int) height, bits);
        long tileWidth = unsigned(header, 24);
        long tileHeight = unsigned(header, 28);
        boolean offset = unsigned(header, 16) != 0 || unsigned(header, 20) != 0;
        boolean tileOffset = unsigned(header, 32) != 0 || unsigned(header, 36) != 0;
        if (offset || tileOffset || header.get(43) != 1 || header.get(44) != 1 || tileWidth < 1 || tileHeight < 1) {
            throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "JPEG 2000 with offsets or subsampling");
        }
        long tiles = (width + tileWidth - 1) / tileWidth * ((height + tileHeight - 1) / tileHeight);
        if (tiles > MOST_TILES) {
            throw new UnacceptableImageException(
                    UNSUPPORTED_FORMAT, "JPEG 2000 of " + tiles + " tiles, at most " + MOST_TILES + " supported");
        }
    }

    private static long unsigned(ByteBuffer header, int index) {
        return header.getInt(index) & 0xffff_ffffL;
    }
}
