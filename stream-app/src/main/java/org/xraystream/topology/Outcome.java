package org.xraystream.topology;

import org.xraystream.event.Diagnosis;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.Rejection;

/** What becomes of a scan. */
sealed interface Outcome {

    /** The scan was read. */
    record Diagnosed(Diagnosis diagnosis, PreparedScan prepared) implements Outcome {}

    /** The scan was refused. */
    record Refused(Rejection rejection) implements Outcome {}
}
