package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.xraystream.demo.FolderImages;
import org.xraystream.demo.ImageSource;
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

    ImageSource open() throws IOException {
        if (folder.isEmpty()) {
            throw new CommandFailure("--scans DIR is needed");
        }
        return FolderImages.in(folder.get(), SEED);
    }
}
