package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.xraystream.gate.UnacceptableImageException;

/** ImageIO made safe for bytes from outside: in memory only, without metadata, and every way to fail is one. */
enum ImageIoReader {
    JPEG {
        @Override
        ImageReader open() {
            return ImageIO.getImageReadersByFormatName("JPEG").next();
        }
    },
    PNG {
        @Override
        ImageReader open() {
            return ImageIO.getImageReadersByFormatName("PNG").next();
        }
    },
    JPEG_2000 {
        @Override
        ImageReader open() throws IOException {
            return new J2KImageReaderSpi().createReaderInstance(null);
        }
    };

    /** What is asked of a reader once it has its input. */
    interface Request<T> {
        T send(ImageReader reader) throws IOException, UnacceptableImageException;
    }

    abstract ImageReader open() throws IOException;

    /**
     * Lets a reader of its own answer a request.
     *
     * @throws UnacceptableImageException UNREADABLE, whatever the reader throws: on damaged input readers also throw
     *     unchecked exceptions
     */
    <T> T read(byte[] content, Request<T> request) throws UnacceptableImageException {
        try (var input = new ArrayImageInputStream(content)) {
            ImageReader reader = open();
            try {
                reader.setInput(input, true, true);
                return request.send(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw new UnacceptableImageException(UNREADABLE, name().replace('_', ' ') + " damaged: " + e.getMessage());
        }
    }
}
