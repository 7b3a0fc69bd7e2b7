package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.xraystream.gate.UnacceptableImageException;

/**
 * What a PNG says of itself in its first chunk (ISO/IEC 15948). ImageIO does not look at the checksums of chunks, so we
 * do: a flipped bit must not become a shadow on a lung.
 */
record PngHeader(int width, int height) {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454e44;
    private static final int LENGTH_OF_IHDR = 13;
    private static final int FIRST_CHUNK = 8;
    /** A chunk's length and type before its data and the checksum behind. */
    private static final int FRAME = 12;

    static boolean begins(byte[] content) {
        return content.length >= FIRST_CHUNK && ByteBuffer.wrap(content).getLong() == SIGNATURE;
    }

    /** Reads the first chunk and nothing else. */
    static PngHeader read(byte[] content) throws UnacceptableImageException {
        if (content.length < FIRST_CHUNK + FRAME + LENGTH_OF_IHDR) {
            throw truncated();
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        if (bytes.getInt(FIRST_CHUNK) != LENGTH_OF_IHDR || bytes.getInt(FIRST_CHUNK + 4) != IHDR) {
            throw new UnacceptableImageException(UNREADABLE, "PNG damaged: no header");
        }
        return new PngHeader(bytes.getInt(FIRST_CHUNK + 8), bytes.getInt(FIRST_CHUNK + 12));
    }

    /** Makes sure that every chunk is there, up to the last, and is what was written. */
    static void checkChunks(byte[] content) throws UnacceptableImageException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CRC32 checksum = new CRC32();
        int position = FIRST_CHUNK;
        int type = 0;
        while (type != IEND) {
            int available = content.length - position - FRAME;
            if (available < 0) {
                throw truncated();
            }
            int length = bytes.getInt(position);
            if (length < 0 || length > available) {
                throw truncated();
            }
            type = bytes.getInt(position + 4);
            checksum.reset();
            checksum.update(content, position + 4, length + 4);
            if ((int) checksum.getValue() != bytes.getInt(position + 8 + length)) {
                throw new UnacceptableImageException(UNREADABLE, "PNG damaged: the checksum of a chunk is wrong");
            }
            position += FRAME + length;
        }
    }

    private static UnacceptableImageException truncated() {
        return new UnacceptableImageException(UNREADABLE, "PNG truncated");
    }
}
