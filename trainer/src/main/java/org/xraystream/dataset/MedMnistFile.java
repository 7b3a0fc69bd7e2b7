package org.xraystream.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.GreyImage;

/**
 * Reads PneumoniaMNIST: Yang et al., "MedMNIST v2", Scientific Data 10:41, 2023; a NumPy archive with the images and
 * labels (0 normal, 1 pneumonia) of the parts {@code train}, {@code val} and {@code test}, squares of 28 to 224 pixels.
 *
 * <p>The images are those of Kaggle's data set, made small. Neither kind of pneumonia nor patient is told, so every
 * image counts as a child of its own: intervals come out narrower than they should, and a split of one's own may put one
 * child on both sides. One image is held at a time.
 */
public final class MedMnistFile implements LabelledData {
    private static final List<String> PARTS = List.of("train", "val", "test");

    private final Path file;
    private final int size;

    private MedMnistFile(Path file, int size) {
        this.file = file;
        this.size = size;
    }

    /**
     * The archive that a path means: itself, or the only one in the folder.
     *
     * @throws IOException if the folder holds several
     */
    static Optional<Path> find(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.of(path).filter(MedMnistFile::isArchive);
        }
        try (var files = Files.list(path)) {
            List<Path> archives = files.filter(MedMnistFile::isArchive).sorted().toList();
            if (archives.size() > 1) {
                throw new IOException(archives.size() + " archives of PneumoniaMNIST, name one: "
                        + archives.get(0).getFileName() + ", ...");
            }
            return archives.stream().findFirst();
        }
    }

    /** Whether a file is such an archive, by its name. */
    public static boolean isArchive(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.startsWith("pneumoniamnist") && name.endsWith(".npz");
    }

    static MedMnistFile open(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            int size = 0;
            for (String part : PARTS) {
                try (var labels = NumpyArray.open(zip, part + "_labels.npy")) {
                    size += labels.length();
                }
            }
            return new MedMnistFile(file, size);
        }
    }

    @Override
    public int size() {
        return size;
    }

    /** Names every image by its part and its place there, as in {@code test/00017}. */
    @Override
    public Contents read(int side, Progress progress) throws IOException {
        var examples = new ArrayList<Example>();
        try (var zip = new ZipFile(file.toFile())) {
            for (String part : PARTS) {
                readPart(zip, part, side, examples, progress);
            }
        }
        return new Contents(examples, List.of());
    }

    private void readPart(ZipFile zip, String part, int side, List<Example> examples, Progress progress)
            throws IOException {
        try (var images = NumpyArray.open(zip, part + "_images.npy");
                var labels = NumpyArray.open(zip, part + "_labels.npy")) {
            List<Integer> shape = images.itemShape();
            if (shape.size() != 2 || labels.itemLength() != 1 || images.length() != labels.length()) {
                throw new IOException(file + ": " + part + " has images of shape " + shape + ", " + images.length()
                        + " of them with " + labels.length() + " labels; grey images with one label each needed");
            }
            for (int i = 0; i < images.length(); i++) {
                var image = new GreyImage.Bytes(shape.get(1), shape.get(0), images.next(), 0);
                String id = String.format(Locale.ROOT, "%s/%05d", part, i);
                Truth truth = truth(labels.next(), id);
                examples.add(new Example(id, id, truth, AreaAveraging.resize(image, side, side)));
                progress.done(examples.size(), size);
            }
        }
    }

    private static Truth truth(byte[] label, String id) throws IOException {
        return switch (label[0]) {
            case 0 -> Truth.NORMAL;
            case 1 -> Truth.PNEUMONIA;
            default -> throw new IOException(id + " has the label " + Arrays.toString(label) + ", 0 or 1 needed");
        };
    }
}
