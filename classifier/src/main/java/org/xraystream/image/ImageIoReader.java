package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.xraystream.gate.UnacceptableImageException;

/** ImageIO made safe for bytes from outside: in memory only, without metadata, and every way to fail is one. */
enum ImageIoReader {
    JPEG,
    PNG;

    /** What is asked of the JDK's reader once it has its input. */
    interface Request<T> {
        T send(ImageReader reader) throws IOException, UnacceptableImageException;
    }

    /**
     * Lets a reader of its own answer a request.
     *
     * @throws UnacceptableImageException UNREADABLE, whatever the reader throws: on damaged input the JDK's readers also
     *     throw unchecked exceptions
     */
    <T> T read(byte[] content, Request<T> request) throws UnacceptableImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(name()).next();
        try (var input = new ArrayImageInputStream(content)) {
            reader.setInput(input, true, true);
            return request.send(reader);
        } catch (IOException | RuntimeException e) {
            throw new UnacceptableImageException(UNREADABLE, name() + " damaged: " + e.getMessage());
        } finally {
            reader.dispose();
        }
    }
}
