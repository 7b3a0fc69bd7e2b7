package org.xraystream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command takes its labelled radiographs from. */
final class LabelledFolderOption {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Radiographs below folders named NORMAL and PNEUMONIA (the Kaggle layout); child and kind of"
                    + " pneumonia stand in the file's name, as in person12_virus_35.jpeg.")
    private Path folder = Path.of("");

    /** The folder, which is there. */
    Path folder() {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + (Files.exists(folder) ? " is no folder" : ": no such folder"));
        }
        return folder;
    }
}
