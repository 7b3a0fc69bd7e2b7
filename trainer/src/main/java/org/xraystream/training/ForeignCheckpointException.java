package org.xraystream.training;

import java.nio.file.Path;

/** A training was to go on from the checkpoint of another one: other data, hyperparameters or seed. */
public final class ForeignCheckpointException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ForeignCheckpointException(Path checkpoint, String found, String asked) {
        super(checkpoint + " is the checkpoint of another run: delete it, or repeat that run\nfound " + found
                + "\nasked " + asked);
    }
}
