package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.xraystream.evaluation.EvaluatedImage.PixelSize;

/** How large the picture in a file is, from its header alone. */
final class OriginalSize {
    private OriginalSize() {}

    /** Empty if there is no picture that can be looked into. */
    static Optional<PixelSize> of(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                return Optional.empty();
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? of(readers.next(), in) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<PixelSize> of(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in);
            return Optional.of(new PixelSize(reader.getWidth(0), reader.getHeight(0)));
        } finally {
            reader.dispose();
        }
    }
}
