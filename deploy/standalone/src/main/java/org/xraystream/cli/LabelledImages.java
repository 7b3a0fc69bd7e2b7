package org.xraystream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xraystream.dataset.LabelledFile;

/**
 * The images below a folder whose truth is known from their paths.
 *
 * @param found in the order of their paths
 * @param unlabelled images of which neither folder nor name tells the category
 * @param missing what cannot be looked into, each with the reason
 */
record LabelledImages(List<LabelledImage> found, List<Path> unlabelled, List<String> missing) {

    /**
     * One of them.
     *
     * @param id its path below the folder, with slashes, as in a model's fingerprint of its training data
     */
    record LabelledImage(Path file, String id, LabelledFile label) {}

    LabelledImages {
        found = List.copyOf(found);
        unlabelled = List.copyOf(unlabelled);
        missing = List.copyOf(missing);
    }

    static LabelledImages in(Path folder) {
        ImageFiles files = ImageFiles.at(List.of(folder));
        var found = new ArrayList<LabelledImage>();
        var unlabelled = new ArrayList<Path>();
        for (Path file : files.found()) {
            Optional<LabelledFile> label = LabelledFile.parse(file);
            if (label.isPresent()) {
                String id = folder.relativize(file).toString().replace('\\', '/');
                found.add(new LabelledImage(file, id, label.get()));
            } else {
                unlabelled.add(file);
            }
        }
        return new LabelledImages(found, unlabelled, files.missing());
    }
}
