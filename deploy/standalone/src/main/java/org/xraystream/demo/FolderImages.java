package org.xraystream.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.dataset.LabelledFile;
import org.xraystream.image.EncodedImage;

/** Radiographs from a folder, shuffled by a seed and taken again from the start after the last. */
public final class FolderImages implements ImageSource {

    private final Path folder;
    private final List<Path> files;
    private int taken;

    private FolderImages(Path folder, List<Path> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * The pictures below a folder.
     *
     * @throws IOException if it cannot be read or holds none
     */
    public static FolderImages in(Path folder, long seed) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> files = new ArrayList<>(
                    paths.filter(KaggleFolder::isPicture).sorted().toList());
            if (files.isEmpty()) {
                throw new IOException("no JPEG or PNG file below " + folder);
            }
            Collections.shuffle(files, new Random(seed));
            return new FolderImages(folder, files);
        }
    }

    @Override
    public DemoImage next() throws IOException {
        return read(folder, files.get(taken++ % files.size()));
    }

    /** One of the pictures below a folder. */
    static DemoImage read(Path folder, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        var label = LabelledFile.parse(file);
        return new DemoImage(
                folder.relativize(file).toString(),
                label.map(LabelledFile::child).orElse(name),
                label.flatMap(of -> of.truth().category()),
                new EncodedImage(contentType(name), Files.readAllBytes(file)));
    }

    @Override
    public String description() {
        return files.size() + " radiographs from " + folder;
    }

    private static String contentType(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".png") ? "image/png" : "image/jpeg";
    }
}
