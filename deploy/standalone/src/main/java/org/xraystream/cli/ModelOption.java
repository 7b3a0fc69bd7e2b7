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
        if (bundle.isEmpty()) {
            return ModelBundle.shipped();
        }
        try {
            return ModelBundle.read(Files.readAllBytes(bundle.get()));
        } catch (IOException e) {
            throw new CommandFailure("the model bundle " + bundle.get() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
