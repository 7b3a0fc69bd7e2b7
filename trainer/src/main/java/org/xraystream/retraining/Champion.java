package org.xraystream.retraining;

import java.time.Instant;
import org.xraystream.model.ModelBundle;

/**
 * The model to challenge.
 *
 * @param labelsUntil the newest label that had come when it was trained; the epoch if it learned from none
 */
record Champion(ModelBundle bundle, Instant labelsUntil) {

    String version() {
        return bundle.manifest().version();
    }
}
