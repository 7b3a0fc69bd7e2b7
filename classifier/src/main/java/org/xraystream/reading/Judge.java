package org.xraystream.reading;

import org.xraystream.engine.NetworkOutput;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/** What reading a scan asks of a model. Safe for use by several threads at once. */
public interface Judge {

    /** Rows and columns of the images it takes. */
    int side();

    /** Decides on one image of {@code side()} rows and columns. */
    Judgement judge(PreparedImage image);

    /** The decision, calibrated, with what the network gave. */
    record Judgement(Finding finding, Probabilities probabilities, NetworkOutput output) {}
}
