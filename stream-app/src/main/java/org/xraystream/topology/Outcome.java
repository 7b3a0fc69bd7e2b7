package org.xraystream.topology;

import java.util.Optional;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.Rejection;

/** What becomes of a scan. */
public sealed interface Outcome {

    /**
     * The scan was read.
     *
     * @param shadow what the shadow said of it, where it was asked and had an answer
     */
    record Diagnosed(Diagnosis diagnosis, PreparedScan prepared, Optional<Diagnosis> shadow) implements Outcome {}

    /** The scan was refused. */
    record Refused(Rejection rejection) implements Outcome {}
}
