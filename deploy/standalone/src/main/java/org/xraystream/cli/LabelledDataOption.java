package org.xraystream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.xraystream.dataset.Classes;
import org.xraystream.dataset.MedMnistFile;
import picocli.CommandLine.Option;

/** Where a command takes its labelled radiographs from, and how finely their labels tell them apart. */
final class LabelledDataOption {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Radiographs below folders named NORMAL and PNEUMONIA (the Kaggle layout); child and kind of"
                    + " pneumonia stand in the file's name, as in person12_virus_35.jpeg. Or PneumoniaMNIST: a file"
                    + " pneumoniamnist*.npz, or the folder of one.")
    private Path path = Path.of("");

    @Option(
            names = "--classes",
            paramLabel = "2|3",
            description =
                    "3 tells bacterial from viral pneumonia and needs to know the kind of each; 2 tells normal from"
                            + " pneumonia only (default: ${DEFAULT-VALUE}).")
    private int classes = 3;

    /** The folder or file, which is there. */
    Path path() {
        if (!Files.isDirectory(path) && !(Files.isRegularFile(path) && MedMnistFile.isArchive(path))) {
            throw new CommandFailure(
                    path + (Files.exists(path) ? " is no folder, and no file of PneumoniaMNIST" : ": no such folder"));
        }
        return path;
    }

    Classes classes() {
        return switch (classes) {
            case 2 -> Classes.TWO;
            case 3 -> Classes.THREE;
            default -> throw new CommandFailure("classes: " + classes + " given, 2 or 3 allowed");
        };
    }
}
