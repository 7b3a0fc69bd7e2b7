package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files that paths on the command line stand for.
 *
 * @param found files named outright, whatever they are, and the images in folders and below, in the order of their paths
 * @param missing paths where nothing is, or that cannot be read, each with the reason
 */
record ImageFiles(List<Path> found, List<String> missing) {
    private static final Set<String> IMAGE_ENDINGS = Set.of("jpeg", "jpg", "png", "dcm");

    ImageFiles {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
    }

    static ImageFiles at(List<Path> paths) {
        var found = new ArrayList<Path>();
        var missing = new ArrayList<String>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (var below = Files.walk(path)) {
                    below.filter(ImageFiles::isImage).sorted().forEach(found::add);
                } catch (IOException e) {
                    missing.add(path + ": cannot be read: " + e.getMessage());
                }
            } else if (Files.isReadable(path)) {
                found.add(path);
            } else {
                missing.add(path + ": " + (Files.exists(path) ? "cannot be read" : "no such file or folder"));
            }
        }
        return new ImageFiles(found, missing);
    }

    /** By its name only: what is inside is for the input gate to judge. */
    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && IMAGE_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))
                && Files.isRegularFile(file);
    }
}
