package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.xraystream.model.ModelBundle;
import org.xraystream.training.Checkpoint;

/**
 * The bundle that a training is to write, and the checkpoint that stands beside it until then.
 *
 * @param file where the bundle will be, absolute
 */
record NewBundle(Path file) {

    NewBundle {
        file = file.toAbsolutePath();
    }

    Checkpoint checkpoint() {
        return new Checkpoint(beside(".checkpoint"));
    }

    /**
     * Fails, before hours are spent, where the bundle could not be written or something would be lost by it.
     *
     * @param resume whether a checkpoint is there to be gone on from
     */
    void requireFree(boolean resume) {
        if (Files.exists(file)) {
            throw new CommandFailure(file + " is there already: name another bundle, or move it away");
        }
        if (!Files.isWritable(beside("").getParent())) {
            throw new CommandFailure(file + " cannot be written: its folder is missing or read-only");
        }
        if (!resume && Files.exists(checkpoint().file())) {
            throw new CommandFailure(checkpoint().file()
                    + " is left of a training that was cut off: go on with --resume, or delete it to begin again");
        }
    }

    /** Writes the bundle, whole or not at all, and deletes the checkpoint that it makes superfluous. */
    void write(ModelBundle bundle) {
        try {
            Path whole = Files.write(beside(".new"), bundle.bytes());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(checkpoint().file());
        } catch (IOException e) {
            throw new CommandFailure(
                    file + " cannot be written: " + e + "; --resume tries again with what was trained", e);
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
