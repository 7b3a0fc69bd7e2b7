package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.xraystream.demo.FolderImages;
import org.xraystream.demo.ImageSource;
import org.xraystream.demo.SyntheticImages;
import picocli.CommandLine.Option;

/** Where a command takes its radiographs from. */
final class ImageSourceOption {
    private static final long SEED = 1;

    @Option(
            names = "--scans",
            paramLabel = "DIR",
            description = "Radiographs in folders named NORMAL and PNEUMONIA (the Kaggle layout); synthetic ones"
                    + " otherwise.")
    private Optional<Path> folder = Optional.empty();

    /** The folder to take them from; empty for synthetic ones. */
    Optional<Path> folder() {
        return folder;
    }

    ImageSource open() throws IOException {
        return folder.isPresent() ? FolderImages.in(folder.get(), SEED) : SyntheticImages.shipped(SEED);
    }
}
