package org.xraystream.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;

/**
 * Reads labelled radiographs from folders as Kaggle's <i>Chest X-Ray Images (Pneumonia)</i> has them: JPEG and PNG files
 * anywhere below folders named {@code NORMAL} and {@code PNEUMONIA}, the kind of pneumonia in the file's name.
 *
 * <p>Pixels are prepared by the very code that prepares them in service. Hidden files (as macOS leaves in archives) are
 * passed over; every other picture is either an example or a problem.
 */
public final class KaggleFolder implements LabelledData {
    private final Path root;
    private final List<Path> files;
    private final ImageDecoder decoder = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);

    private KaggleFolder(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /** Lists the pictures below a folder; none is read yet. */
    public static KaggleFolder list(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            List<Path> files = paths.filter(KaggleFolder::isPicture)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            return new KaggleFolder(root, files);
        }
    }

    @Override
    public int size() {
        return files.size();
    }

    /** Decodes all pictures, on all cores; {@code progress} is called from all of them. */
    @Override
    public Contents read(int side, Progress progress) {
        var done = new AtomicInteger();
        List<Outcome> outcomes = files.parallelStream()
                .map(file -> {
                    Outcome outcome = read(file, side);
                    progress.done(done.incrementAndGet(), files.size());
                    return outcome;
                })
                .toList();
        return new Contents(
                outcomes.stream().flatMap(outcome -> outcome.example().stream()).toList(),
                outcomes.stream().flatMap(outcome -> outcome.problem().stream()).toList());
    }

    private Outcome read(Path file, int side) {
        Path below = root.relativize(file);
        String id = below.toString().replace('\\', '/');
        Optional<LabelledFile> label = LabelledFile.parse(file);
        if (label.isEmpty()) {
            return Outcome.problem(id, "neither folder nor name tells the category");
        }
        try {
            var image = decoder.decode(new EncodedImage("application/octet-stream", Files.readAllBytes(file)));
            return Outcome.example(
                    new Example(id, label.get().child(), label.get().truth(), AreaAveraging.resize(image, side, side)));
        } catch (UnacceptableImageException e) {
            return Outcome.problem(id, e.reason() + ": " + e.detail());
        } catch (IOException e) {
            return Outcome.problem(id, e.toString());
        }
    }

    /** Whether a file is one of the pictures that such a folder holds, by its name; hidden files are not. */
    public static boolean isPicture(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".jpeg") || name.endsWith(".jpg") || name.endsWith(".png"));
    }

    /** Exactly one of the two. */
    private record Outcome(Optional<Example> example, Optional<Problem> problem) {
        static Outcome example(Example example) {
            return new Outcome(Optional.of(example), Optional.empty());
        }

        static Outcome problem(String file, String detail) {
            return new Outcome(Optional.empty(), Optional.of(new Problem(file, detail)));
        }
    }
}
