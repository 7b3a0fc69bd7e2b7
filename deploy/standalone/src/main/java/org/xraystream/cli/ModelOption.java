package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import picocli.CommandLine.Option;

/** Which model a command works with. */
final class ModelOption {
    @Option(names = "--model", paramLabel = "BUNDLE", description = "A model bundle; otherwise the one shipped inside.")
    private Optional<Path> bundle = Optional.empty();

    /** The bundle that was named, else the shipped one. */
    ModelBundle read() throws InvalidBundleException {
        return bundle.isEmpty() ? ModelBundle.shipped() : read(bundle.get());
    }

    /** The bundle in a file. */
    static ModelBundle read(Path file) throws InvalidBundleException {
        try {
            return ModelBundle.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailure("the model bundle " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
