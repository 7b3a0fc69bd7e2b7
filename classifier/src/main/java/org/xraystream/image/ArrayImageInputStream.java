package org.xraystream.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** Lets ImageIO read bytes where they lie: its own streams copy them first, by default into a file. */
final class ArrayImageInputStream extends ImageInputStreamImpl {
    private final byte[] content;

    ArrayImageInputStream(byte[] content) {
        this.content = content;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < content.length ? content[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= content.length) {
            return -1;
        }
        int count = Math.min(length, content.length - (int) streamPos);
        System.arraycopy(content, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return content.length;
    }
}
