package org.xraystream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xraystream.dataset.Classes;
import org.xraystream.dataset.LabelledFile;

/**
 * The images below a folder whose truth is known from their paths.
 *
 * @param found in the order of their paths
 * @param unlabelled images of which neither folder nor name tells the category
 * @param missing what cannot be looked into, each with the reason
 */
record LabelledImages(List<LabelledImage> found, List<Path> unlabelled, List<String> missing) {

    /** One of them. */
    record LabelledImage(Path file, LabelledFile label) {}

    LabelledImages {
        found = List.copyOf(found);
        unlabelled = List.copyOf(unlabelled);
        missing = List.copyOf(missing);
    }

    /** Those below a folder, told apart so finely. */
    static LabelledImages in(Path folder, Classes classes) {
        ImageFiles files = ImageFiles.at(List.of(folder));
        var found = new ArrayList<LabelledImage>();
        var unlabelled = new ArrayList<Path>();
        for (Path file : files.found()) {
            Optional<LabelledFile> label = LabelledFile.parse(file)
                    .flatMap(of -> classes.of(of.truth()).map(truth -> new LabelledFile(of.child(), truth)));
            label.ifPresentOrElse(of -> found.add(new LabelledImage(file, of)), () -> unlabelled.add(file));
        }
        return new LabelledImages(found, unlabelled, files.missing());
    }
}
